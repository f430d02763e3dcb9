import { waitForGeneration } from "./wait-for-generation.ts";
import type { App, Customer } from "./app.ts";

/** The fields of a plus response that tests read. */
export interface PlusReply {
  status: number;
  headers: Headers;
  body: {
    generationId: string;
    error?: {
      code: string;
      message: string;
      issues?: { path: (string | number)[]; message: string }[];
    };
  };
}

export interface PlusGeneration {
  id: string;
  status: string;
  type: string;
  outputs: { png?: string; webp?: string; jpeg?: string; width: number; height: number }[];
  error: string | null;
  costCredits: number;
  createdAt: string;
  completedAt: string | null;
}

/** Posts JSON with the customer's key. */
export function postPlus(
  customer: Customer,
  path: string,
  { body, headers = {} }: { body: unknown; headers?: Record<string, string> },
): Promise<Response> {
  return customer.call(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Creates a generation. One image of the default medium quality costs 4 credits. */
export async function createPlusGeneration(
  customer: Customer,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<PlusReply> {
  const body = { prompt: "a hill", ...fields };
  const reply = await postPlus(customer, "/api/v1/generate", { body, headers });
  const { status } = reply;
  return { status, headers: reply.headers, body: (await reply.json()) as PlusReply["body"] };
}

/** Returns a generation in its current state. */
export async function getPlusGeneration(customer: Customer, id: string): Promise<PlusGeneration> {
  const reply = await customer.call(`/api/v1/generations/${id}`);
  return (await reply.json()) as PlusGeneration;
}

/** Returns a generation once it has finished, woken by the database's notification. */
export async function getFinishedPlusGeneration(
  app: App,
  customer: Customer,
  id: string,
): Promise<PlusGeneration> {
  await waitForGeneration(app, customer, id);
  return getPlusGeneration(customer, id);
}

/** Cancels a generation. */
export async function cancelPlusGeneration(
  customer: Customer,
  id: string,
): Promise<PlusGeneration> {
  const reply = await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
  return (await reply.json()) as PlusGeneration;
}

export interface SignedUpload {
  url: string;
  key: string;
  headers: Record<string, string>;
}

/** Creates an upload of this size and returns its signed URL. */
export async function signUpload(
  customer: Customer,
  sizeBytes: number,
  contentType = "image/png",
): Promise<SignedUpload> {
  const body = { filename: "image", contentType, size: sizeBytes };
  return (await (await postPlus(customer, "/api/v1/upload", { body })).json()) as SignedUpload;
}

/** Uploads bytes to a signed URL. */
export function putUpload({ url, headers }: SignedUpload, bytes: Uint8Array): Promise<Response> {
  return fetch(url, { method: "PUT", headers, body: Buffer.from(bytes) });
}

/** Uploads an image and returns its upload. */
export async function uploadFile(
  customer: Customer,
  bytes: Uint8Array,
  contentType = "image/png",
): Promise<SignedUpload> {
  const signed = await signUpload(customer, bytes.length, contentType);
  const reply = await putUpload(signed, bytes);
  if (!reply.ok) throw new Error(`The PUT was refused: ${reply.status} ${await reply.text()}`);
  return signed;
}

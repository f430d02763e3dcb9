import { waitForGeneration } from "./wait-for-generation.ts";
import type { App, Customer } from "./app.ts";

export const CREATE = "/api/v1/images/generations";

/** A task of the art API, or its error. */
export interface Task {
  id: string;
  object: string;
  created: number;
  model: string;
  status: string;
  credits: number;
  data: { url: string }[];
  error?: { message: string; type: string; param: string | null; code: string };
}

export interface ArtReply {
  status: number;
  headers: Headers;
  body: Task;
}

/** Creates a task. One image costs 10 credits. */
export async function createTask(
  customer: Customer,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<ArtReply> {
  const all = { "content-type": "application/json", ...headers };
  const body = JSON.stringify({ prompt: "a hill", ...fields });
  return read(await customer.call(CREATE, { method: "POST", headers: all, body }));
}

/** Returns a task in its current state. */
export async function getTask(customer: Customer, id: string): Promise<Task> {
  return (await read(await customer.call(`/api/v1/images/tasks/${id}`))).body;
}

/** Returns a task once it has finished, woken by the database's notification. */
export async function getFinishedTask(app: App, customer: Customer, id: string): Promise<Task> {
  await waitForGeneration(app, customer, id);
  return getTask(customer, id);
}

/** Cancels a task. */
export async function cancelTask(customer: Customer, id: string): Promise<ArtReply> {
  return read(await customer.call(`/api/v1/images/tasks/${id}/cancel`, { method: "POST" }));
}

async function read(reply: Response): Promise<ArtReply> {
  // The contract validator has checked the body already.
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Task };
}

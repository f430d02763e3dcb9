import { waitForGeneration } from "./wait-for-generation.ts";
import type { App, Customer } from "./app.ts";
import { eventually } from "./eventually.ts";
import { untilAvailable } from "./until-available.ts";

/** The response of the hub to a create. */
export interface HubReply {
  status: number;
  headers: Headers;
  body: {
    id?: string;
    status?: string;
    images?: { url: string }[];
    usage?: { credits: number; credits_requested?: number };
    error?: { code: string; message: string };
  };
}

export interface HubRequest {
  prompt?: string;
  n?: number;
  async?: boolean;
  quality?: string;
  headers?: Record<string, string>;
}

/** Creates a generation through the hub API. One image costs 8 credits. */
export async function createHubGeneration(
  { key }: Pick<Customer, "key">,
  url: string,
  wanted: HubRequest = {},
): Promise<HubReply> {
  const { headers = {}, ...fields } = wanted;
  const response = await fetch(new URL("/api/v1/images/generations", url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill", ...fields }),
  });
  // The tests of the hub validate its responses; here they are only read.
  const body = (await response.json()) as HubReply["body"];
  return { status: response.status, headers: response.headers, body };
}

/** Queues a generation, also while many others are accepted, and returns its id. */
export async function queueHubGeneration(
  customer: Pick<Customer, "key">,
  url: string,
  wanted: HubRequest = {},
): Promise<string> {
  const headers = { "idempotency-key": crypto.randomUUID(), ...wanted.headers };
  const send = () => createHubGeneration(customer, url, { ...wanted, headers, async: true });
  const { status, body } = await untilAvailable(send);
  if (status !== 202 || body.id === undefined)
    throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body.id;
}

/** Returns the balance from `GET /credits`. */
export async function getBalance(customer: Customer) {
  const response = await customer.call("/api/v1/credits");
  return (await response.json()) as {
    credits: number;
    held: number;
    next_expiration: { credits: number; expires_at: string } | null;
    expiring: { credits: number; expires_at: string }[];
  };
}

/** Waits until a generation has finished, woken by the database's notification. */
export async function getFinishedGeneration(
  app: App,
  customer: Customer,
  id: string,
): Promise<HubReply["body"]> {
  await waitForGeneration(app, customer, id);
  const response = await customer.call(`/api/v1/generations/${id}`);
  return (await response.json()) as HubReply["body"];
}

/**
 * Creates one image, waits for it as the server does, and on a busy machine longer. Returns the status of
 * the generation once it has ended.
 */
export async function generateWithKey(url: string, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({ model: "gpt-image-2", prompt: "A paper boat" });
  const path = `${url}/api/v1/images/generations`;
  const { id } = await (await fetch(path, { method: "POST", headers, body })).json();
  return eventually(
    async () => {
      const reply = await fetch(`${url}/api/v1/generations/${id}`, { headers });
      const { status }: { status: string } = await reply.json();
      return ["queued", "running"].includes(status) ? undefined : status;
    },
    { message: "The generation did not end" },
  );
}

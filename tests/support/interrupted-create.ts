import type { App, Customer } from "./app.ts";
import { eventually } from "./eventually.ts";

/** A create that is sent to a server. */
export interface SentCreate {
  path: string;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Sends a create. Its generation is in the response: as an id, or in a header. */
export async function sendCreate(
  { url }: Pick<App, "url">,
  { key }: Pick<Customer, "key">,
  { path, body = {}, headers = {}, signal }: SentCreate & { signal?: AbortSignal },
): Promise<{ status: number; id: string; replayed: boolean }> {
  const response = await fetch(new URL(path, url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill", ...body }),
    ...(signal && { signal }),
  });
  const reply = (await response.json()) as { id?: string };
  const id = response.headers.get("x-generation-id") ?? reply.id ?? "";
  const replayed = response.headers.get("idempotent-replayed") === "true";
  return { status: response.status, id, replayed };
}

/** A create that waits for its response. */
export interface OpenCreate {
  id: string;
  /** Closes the connection, and resolves when the server has recorded it. */
  interrupt(): Promise<void>;
}

/** Sends a create and resolves when its generation is accepted. */
export async function openCreate(
  app: App,
  customer: Customer,
  create: SentCreate,
): Promise<OpenCreate> {
  const known = new Set(await listGenerationIds(app, customer));
  const controller = new AbortController();
  const sent = sendCreate(app, customer, { ...create, signal: controller.signal });
  // Its rejection is what closing the connection looks like to the client.
  const ended = sent.catch(() => undefined);
  const id = await eventually(
    async () => (await listGenerationIds(app, customer)).find((each) => !known.has(each)),
    { message: "The create was not accepted" },
  );
  const interrupt = async () => {
    const before = countInterruptions(app, id);
    controller.abort();
    await ended;
    const message = "The server did not record the interruption";
    await eventually(() => countInterruptions(app, id) > before, { message });
  };
  return { id, interrupt };
}

/** Sends a create and closes its connection while it waits. Returns the id of its generation. */
export async function interruptCreate(
  app: App,
  customer: Customer,
  create: SentCreate,
): Promise<string> {
  const { id, interrupt } = await openCreate(app, customer, create);
  await interrupt();
  return id;
}

/** Returns how many interrupted responses of a generation a server has recorded. */
export function countInterruptions({ lines }: Pick<App, "lines">, id: string): number {
  return lines.filter((line) => line.includes('"response_interrupted"') && line.includes(id))
    .length;
}

async function listGenerationIds({ ctx }: App, { accountId }: Customer): Promise<string[]> {
  const statement = "select id from generations where account_id = $1";
  const { rows }: { rows: { id: string }[] } = await ctx.db.query(statement, [accountId]);
  return rows.map(({ id }) => id);
}

import { expect } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../app.ts";
import { createDatabase, type Database } from "../database.ts";
import { findViolations } from "../invariants.ts";
import { type TcpProxy, startTcpProxy } from "../tcp-proxy.ts";

/** The fields that a create needs. */
export const ORDER = { model: "gpt-image-2", prompt: "a lighthouse" };
// What a client is promised.
const LONGEST_MS = 10_000;

/** An app whose database is behind a line that can fail. */
export interface Place {
  app: App;
  customer: Customer;
  database: Database;
  line: TcpProxy;
}

/** Runs a test with such an app, and verifies the invariants afterwards. */
export async function withPlace(
  options: { worker?: boolean; env?: Record<string, string>; lockTimeout?: string },
  act: (place: Place) => Promise<void>,
): Promise<void> {
  const database = await createDatabase();
  if (options.lockTimeout !== undefined) await setLockTimeout(database, options.lockTimeout);
  const line = await startTcpProxy(database.url);
  const app = await startApp({ ...options, database: { url: line.url, drop: async () => {} } });
  try {
    await act({ app, customer: await app.customer(), database, line });
    expect(await findViolations(database.url)).toEqual([]);
  } finally {
    await app.stop();
    await line.close();
    await database.drop();
  }
}

async function setLockTimeout({ url }: Database, timeout: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql.unsafe(`
    alter role current_user in database ${new URL(url).pathname.slice(1)}
    set lock_timeout = '${timeout}'`);
  await sql.end();
}

/** Creates a generation without waiting for it. */
export function create(
  customer: Customer,
  body: object = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return customer.call("/api/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ ...ORDER, async: true, ...body }),
  });
}

/** Expects 503 with Retry-After in time, and returns the message. */
export async function expectUnavailable(asked: Promise<Response>): Promise<string> {
  const began = performance.now();
  const reply = await asked;
  expect(reply.status).toBe(503);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(LONGEST_MS);
  return (await reply.json()).error.message;
}

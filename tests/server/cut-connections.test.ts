import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { readAccountState } from "../support/account-state.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { CLIENTS } from "../support/retrying-clients.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const CREDITS = 8;
const NAMES = ["openai", "ai", "fetch"] as const;

let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

test("clients whose connections are cut buy once, and intended duplicates are bought too", async () => {
  const proxy = await startCuttingProxy(app.url);
  const customers = await Promise.all(NAMES.map(() => app.customer({ dialect: "openai" })));
  const prompt = "a hill #up:hold";
  const ask = (client: keyof typeof CLIENTS, url: string, index: number) =>
    CLIENTS[client]({ url, key: customers[index]?.key ?? "" }, prompt);

  const cut = NAMES.map((name, index) => ask(name, proxy.url, index));
  await upstream.arrived(NAMES.length);
  proxy.cut();
  const message = "The retries did not take over their generations";
  await eventually(async () => (await countTakenOver()) === NAMES.length, { message });
  const duplicates = NAMES.map((_, index) => ask("fetch", app.url, index));
  await upstream.arrived(2 * NAMES.length);
  upstream.release();

  const received = await Promise.all([...cut, ...duplicates]);
  expect(new Set(received.map(({ generationId }) => generationId)).size).toBe(2 * NAMES.length);
  expect(upstream.calls).toHaveLength(2 * NAMES.length);
  for (const { accountId } of customers) {
    const { captured } = await readAccountState(app, accountId);
    expect(Number(captured)).toBe(2 * CREDITS);
  }
  await proxy.close();
});

async function countTakenOver(): Promise<number> {
  const statement =
    "select 1 from interrupted_responses where taken_by is not null and interrupted_at is not null";
  return (await app.ctx.db.query(statement, [])).rowCount;
}

import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { readAccountState } from "../support/account-state.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { CLIENTS, type Received } from "../support/retrying-clients.ts";
import { startServerProcess } from "../support/server-process.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const IMAGES = 200;
const DUPLICATES = 20;
const CREDITS = 8;
const PARALLEL = 40;
const LIFE_MS = 2_000;
const RENDER_MS = 5_000;
// `--servers N`
const SERVERS = Number(process.env["FAULT_SERVERS"] ?? 1);
const NAMES = ["openai", "ai", "fetch"] as const;

let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("through a proxy that cuts every connection, each image is bought once", async () => {
  const env = {
    ...{ PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
    WORKER_CONCURRENCY: String(PARALLEL),
  };
  const servers = await Promise.all(
    Array.from({ length: SERVERS }, () => startServerProcess(app, "serve-and-work", env)),
  );
  const urls = servers.map(({ url }) => url);
  const proxy = await startCuttingProxy(urls, { lifeMs: LIFE_MS });
  const customers = await Promise.all(
    NAMES.map(() => app.customer({ dialect: "openai", credits: 10_000 })),
  );
  const run = (index: number): Promise<Received> => {
    const name = NAMES[index % NAMES.length] ?? "fetch";
    const key = customers[index % NAMES.length]?.key ?? "";
    // The last ones repeat the ones before them, which are in progress.
    const prompt = `image ${index < IMAGES ? index : index - DUPLICATES} #up:delay:${RENDER_MS}`;
    return CLIENTS[name]({ url: proxy.url, key }, prompt);
  };
  const received = await runAll(run);
  await eventually(hasFinished, { message: "Generations are still running" });
  const states = await Promise.all(
    customers.map(({ accountId }) => readAccountState(app, accountId)),
  );
  const report = {
    delivered: received.length,
    generations: new Set(received.map(({ generationId }) => generationId)).size,
    calls: upstream.calls.length,
    charged: states.reduce((sum, { captured }) => sum + Number(captured), 0) / CREDITS,
  };
  process.stdout.write(`${JSON.stringify({ servers: SERVERS, cuts: proxy.cuts(), ...report })}\n`);
  await proxy.close();
  for (const server of servers) server.kill("SIGKILL");
  await Promise.all(servers.map((server) => server.exited()));
  const all = IMAGES + DUPLICATES;
  expect(report).toEqual({ delivered: all, generations: all, calls: all, charged: all });
});

/** Runs all requests, some of them at the same time. */
async function runAll(run: (index: number) => Promise<Received>): Promise<Received[]> {
  const received: Received[] = [];
  let next = 0;
  const work = async () => {
    while (next < IMAGES + DUPLICATES) received.push(await run(next++));
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return received;
}

async function hasFinished(): Promise<boolean> {
  const statement = "select 1 from generations where finished_at is null";
  return (await app.ctx.db.query(statement, [])).rowCount === 0;
}

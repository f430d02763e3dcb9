import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cli } from "../support/cli.ts";
import { findViolations } from "../support/invariants.ts";
import { startPgBouncer, type PgBouncer } from "../support/outage/pgbouncer.ts";
import { type BreakablePostgres, startBreakablePostgres } from "../support/outage/postgres.ts";
import { startProcess } from "../support/outage/process.ts";

setDefaultTimeout(120_000);

// Session settings are dropped in silence, as a hasty operator makes it start.
const IGNORING = [
  "ignore_startup_parameters = statement_timeout,lock_timeout,plan_cache_mode,options",
];

let postgres: BreakablePostgres;
let strict: PgBouncer;
let ignoring: PgBouncer;
/** Without a worker; makes accounts and keys. */
let app: App;
let customer: Customer;

beforeAll(async () => {
  postgres = await startBreakablePostgres();
  await migrate(postgres.url, createLog("error"));
  strict = await startPgBouncer(postgres.url);
  ignoring = await startPgBouncer(postgres.url, IGNORING);
  const database = { url: postgres.url, drop: async () => {} };
  app = await startApp({ worker: false, database });
  customer = await app.customer();
});

afterAll(async () => {
  await app.stop();
  await Promise.all([strict.close(), ignoring.close()]);
  await postgres.close();
});

for (const command of ["serve", "worker"]) {
  test(`${command} with a transaction pooler alone exits with 1 and says what to set`, async () => {
    for (const { url } of [strict, ignoring]) {
      const settings = { DATA_DIR: app.dataDir, DATABASE_URL: url, PORT: "0" };
      const { code, err } = await cli(settings, command);
      expect([code, err]).toEqual([1, expect.stringContaining("set DATABASE_DIRECT_URL")]);
    }
  });
}

test("a pooler in DATABASE_DIRECT_URL exits with 1 and is named", async () => {
  const urls = {
    DATABASE_URL: ignoring.url,
    DATABASE_DIRECT_URL: ignoring.url.replace("127.0.0.1", "localhost"),
  };
  const { code, err } = await cli({ DATA_DIR: app.dataDir, PORT: "0", ...urls }, "serve");
  expect([code, err]).toEqual([1, expect.stringContaining("DATABASE_DIRECT_URL refers to")]);
});

test("with a direct URL everything works through a transaction pooler", async () => {
  const urls = { DATABASE_URL: strict.url, DATABASE_DIRECT_URL: postgres.url };
  const api = await startProcess(app, ["serve", "--no-worker"], urls);
  const worker = await startProcess(app, ["worker"], urls);
  try {
    const headers = {
      authorization: `Bearer ${customer.key}`,
      "content-type": "application/json",
    };
    const asked = Array.from({ length: 12 }, (_, index) => {
      const body = JSON.stringify({ model: "gpt-image-2", prompt: `a boat ${index}` });
      return fetch(`${api.url}/api/v1/images/generations`, { method: "POST", headers, body });
    });
    const replies = await Promise.all(asked);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    const polls = Array.from({ length: 40 }, () =>
      fetch(`${api.url}/api/v1/credits`, { headers }).then(({ status }) => status),
    );
    expect(new Set(await Promise.all(polls))).toEqual(new Set([200]));
    expect(worker.linesOf("queue")).toEqual([]);
  } finally {
    for (const each of [api, worker]) each.kill("SIGTERM");
    expect([await api.exited(30_000), await worker.exited(30_000)]).toEqual([0, 0]);
  }
  expect(await findViolations(postgres.url)).toEqual([]);
});

test("the settings of the role hold on connections that a pooler opens", async () => {
  const settings = {
    DATA_DIR: app.dataDir,
    DATABASE_URL: strict.url,
    DATABASE_DIRECT_URL: postgres.url,
  };
  const { out } = await cli(settings, "doctor", "--json");
  const { checks } = JSON.parse(out);
  expect(checks).toContainEqual(
    expect.objectContaining({ check: "database settings", state: "ok" }),
  );
});

import { afterAll, beforeAll, expect, test } from "bun:test";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { type App, startApp } from "../support/app.ts";
import type { AccountClient } from "../support/account-client.ts";
import { cli } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { createInPlayground, requestJson, signUpWithCredits } from "../support/playground.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { createDarkroomDatabase } from "./darkroom-database.ts";
import { report } from "./figures.ts";
import { type Patroni, startPatroni } from "./patroni.ts";

const READS = 40;

let patroni: Patroni;
/** In front of the replicas. */
let proxy: TcpProxy;
let app: App;
let person: AccountClient;
let env: Record<string, string>;

beforeAll(async () => {
  patroni = await startPatroni();
  const url = await createDarkroomDatabase(patroni.primaryUrl);
  await migrate(url, createLog("error"));
  const port = new URL(patroni.replicaUrl).port;
  proxy = await startTcpProxy(Object.assign(new URL(url), { port }).href);
  env = { DATABASE_URL: url, DATABASE_REPLICA_URL: proxy.url };
  app = await startApp({ env, database: { url, drop: async () => {} } });
  person = await signUpWithCredits(app, 10_000);
});

afterAll(async () => {
  await app.stop();
  await proxy.close();
  await patroni.close();
});

/** Accepts a generation, and expects that the first page and the ledger contain it at once. */
async function createAndList(): Promise<void> {
  const { id } = await eventually(() => createInPlayground(person), {
    message: "no generation was accepted",
  });
  const path = "/api/account/generations?limit=1";
  const [newest] = (await requestJson<{ data: { id: string }[] }>(person, path)).data;
  expect(newest?.id).toBe(id);
  const entries = `/api/account/credits/entries?generation_id=${id}`;
  expect((await requestJson<{ data: object[] }>(person, entries)).data).not.toHaveLength(0);
}

function readCounts() {
  const counts = app.ctx.db.history.readCounts();
  if (counts === undefined) throw new Error("No replica is configured.");
  return counts;
}

test("a page read right after a write contains it, and replicas serve pages", async () => {
  for (let count = 0; count < READS; count++) await createAndList();
  await untilReplicaServes();
  const { replica, primary } = readCounts();
  report("Replica", {
    "pages stale after a write": 0,
    "statements by the replica": replica,
    "statements by the primary": primary,
  });
});

test("while replicas replay nothing, the primary serves pages", async () => {
  const replaying = await findReplayProcesses();
  // Not pg_wal_replay_pause(), which Patroni ends within its next check.
  for (const pid of replaying) process.kill(pid, "SIGSTOP");
  const before = readCounts();
  for (let count = 0; count < 5; count++) await createAndList();
  expect(readCounts().replica).toBe(before.replica);
  for (const pid of replaying) process.kill(pid, "SIGCONT");
  await untilReplicaServes();
});

test("a replica that is cut off or does not respond is replaced by the primary", async () => {
  proxy.cut();
  await createAndList();
  proxy.restore();
  await untilReplicaServes();
  proxy.silence();
  await createAndList();
  await untilReplicaServes();
});

test("doctor reads the lag of the replica", async () => {
  await untilReplicaServes();
  const settings = { ...env, DATA_DIR: app.dataDir };
  const { out } = await cli(settings, "doctor", "--json");
  expect(JSON.parse(out).checks).toContainEqual(
    expect.objectContaining({ check: "replica", state: "ok" }),
  );
});

async function untilReplicaServes(): Promise<void> {
  await eventually(
    async () => {
      const { replica } = readCounts();
      await requestJson(person, "/api/account/usage");
      return readCounts().replica > replica;
    },
    { message: "the replica serves no page" },
  );
}

/** Returns the processes of the replicas that replay the changes of the primary. */
async function findReplayProcesses(): Promise<number[]> {
  const primary = await patroni.findPrimary();
  const pids: number[] = [];
  for (const name of patroni.names) {
    if (name === primary) continue;
    const sql = openMaintenanceConnection(patroni.getUrl(name));
    const rows = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where backend_type = 'startup'`;
    pids.push(...rows.map(({ pid }) => pid));
    await sql.end();
  }
  expect(pids).toHaveLength(patroni.names.length - 1);
  return pids;
}

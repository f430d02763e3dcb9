import { expect, test } from "bun:test";
import { migrate } from "../../src/database/migrate.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { type BreakablePostgres, startBreakablePostgres } from "../support/outage/postgres.ts";

const PASSWORD = "the same on both hosts";

test("of two hosts the writable one is used by API, worker and migrate, and found again", async () => {
  const one = await startBreakablePostgres();
  const other = await startBreakablePostgres();
  const url = await joinHosts(one, other);
  const log = createLog("error");
  await other.setReadOnly(true);
  await migrate(url, log);
  await numberTasks(url);
  await swap(one, other);
  await migrate(url, log);
  await numberTasks(url);
  const app = await startApp({ database: { url, drop: async () => {} } });
  try {
    const customer = await app.customer();
    expect(
      (await createHubGeneration(customer, app.url, { prompt: "on the second host" })).status,
    ).toBe(200);
    await swap(other, one);
    const ready = async () => (await fetch(`${app.url}/readyz`)).status === 200;
    await eventually(ready, { timeoutMs: 10_000, message: "the writable host was not found" });
    const late = await app.customer();
    // The worker's own connections move as well.
    await eventually(
      async () =>
        (await createHubGeneration(late, app.url, { prompt: "on the first host" })).status === 200,
      { timeoutMs: 60_000, message: "no worker runs on the writable host" },
    );
  } finally {
    await app.stop();
    await Promise.all([one.close(), other.close()]);
  }
});

/** A URL of both servers, with a role that exists on each. */
async function joinHosts(...servers: BreakablePostgres[]): Promise<string> {
  for (const { url } of servers) {
    const sql = openMaintenanceConnection(url);
    await sql.unsafe(`create role twin superuser login password '${PASSWORD}'`);
    await sql.end();
  }
  const [first = ""] = servers.map(({ url }) => url);
  const hosts = servers.map(({ url }) => new URL(url).host).join(",");
  const { pathname } = new URL(first);
  return `postgres://twin:${encodeURIComponent(PASSWORD)}@${hosts}${pathname}`;
}

/** The queue refers to tasks by their numbers, which replicas of one database share. */
async function numberTasks(url: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  await sql`
    insert into graphile_worker._private_tasks (identifier)
    values ('generate'), ('deliver-webhook'), ('expire-credits'), ('grant-monthly'), ('reap'), ('notify')`;
  await sql.end();
}

/** As in a failover: the first becomes read-only, the second accepts writes. */
async function swap(from: BreakablePostgres, to: BreakablePostgres): Promise<void> {
  await from.setReadOnly(true);
  await to.setReadOnly(false);
}

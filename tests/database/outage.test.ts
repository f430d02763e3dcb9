import { describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type Customer, startApp } from "../support/app.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { create, expectUnavailable, withPlace } from "../support/outage/database.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";

// For a restart of the server, the shortest wait of a statement.
const SHORTEST_WAIT_MS = 3_000;

test("requests on silent connections are answered 503 in time, and the next ones succeed", () =>
  withPlace({ worker: false }, async ({ customer, line }) => {
    const ask = () => customer.call("/api/v1/credits");
    const opened = await Promise.all(Array.from({ length: 4 }, ask));
    expect(opened.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    line.silence();
    await Promise.all([expectUnavailable(ask()), expectUnavailable(create(customer))]);
    expect((await customer.call("/api/v1/credits")).status).toBe(200);
    expect((await create(customer)).status).toBe(202);
  }));

test("requests during an outage of Postgres are answered 503 in time, and succeed after it", () =>
  withPlace({ worker: false }, async ({ app, customer, line }) => {
    expect((await create(customer)).status).toBe(202);
    line.cut();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        expectUnavailable(index % 2 ? create(customer) : customer.call("/api/v1/credits")),
      ),
    );
    // An outage that is known is not waited for.
    const began = performance.now();
    await expectUnavailable(customer.call("/api/v1/credits"));
    expect(performance.now() - began).toBeLessThan(SHORTEST_WAIT_MS);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    line.restore();
    expect((await create(customer)).status).toBe(202);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  }));

test("a request waits for Postgres during a short outage", () =>
  withPlace({ worker: false }, async ({ customer, line }) => {
    line.cut();
    const rejected = line.rejected(4);
    const asked = create(customer);
    await Promise.race([asked, rejected]);
    line.restore();
    expect((await asked).status).toBe(202);
  }));

test("a database that became read-only answers 503 in time and is not ready", () =>
  withPlace({ worker: false }, async ({ app, customer, database }) => {
    expect((await create(customer)).status).toBe(202);
    const name = new URL(database.url).pathname.slice(1);
    const sql = postgres(database.url, { max: 1 });
    await sql.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    await sql`
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    for (let count = 0; count < 3; count++) {
      await expectUnavailable(create(customer));
      expect([200, 503]).toContain((await customer.call("/api/v1/credits")).status);
    }
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ database: "failed" });
    await sql.unsafe(`alter database ${name} reset default_transaction_read_only`);
    await sql.end();
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect((await create(customer)).status).toBe(202);
  }));

test("a database that cannot write files is not ready", () =>
  withPlace({ worker: false }, async ({ app, database }) => {
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const name = new URL(database.url).pathname.slice(1);
    const sql = postgres(database.url, { max: 1 });
    const reconnect = () => sql`
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    await sql.unsafe(`alter database ${name} set temp_file_limit = 0`);
    await reconnect();
    const readiness = () => fetch(`${app.url}/readyz`);
    const isReady = async () => (await readiness()).status === 200;
    await eventually(async () => !(await isReady()), {
      message: "it was not noticed",
    });
    const reply = await readiness();
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await reply.json()).toMatchObject({ database: "failed" });
    await sql.unsafe(`alter database ${name} reset temp_file_limit`);
    await reconnect();
    await eventually(isReady, { message: "it did not become ready again" });
    await sql.end();
  }));

describe("an account that another session has locked", () => {
  test("delays no other account, and each of its creates is answered 503 in time", () =>
    // Longer than usual, to distinguish a lock wait from a busy machine.
    withPlace({ worker: false, lockTimeout: "6s" }, async ({ app, customer, database }) => {
      const other = await app.customer();
      const unlock = await lockAccounts(database, [customer]);
      let answered = 0;
      const locked = Array.from({ length: 8 }, () =>
        expectUnavailable(create(customer)).finally(() => answered++),
      );
      for (let count = 0; count < 5; count++) expect((await create(other)).status).toBe(202);
      expect(answered).toBe(0);
      await Promise.all(locked);
      await unlock();
      expect((await create(customer)).status).toBe(202);
    }));

  test("is answered 503 in time if there are many such accounts", () =>
    withPlace({ worker: false }, async ({ app, database }) => {
      const customers = await Promise.all(Array.from({ length: 40 }, () => app.customer()));
      const unlock = await lockAccounts(database, customers);
      await Promise.all(customers.map((customer) => expectUnavailable(create(customer))));
      await unlock();
    }));
});

/** Locks the rows of accounts until the returned function is called. */
async function lockAccounts(database: Database, customers: Customer[]) {
  const sql = postgres(database.url, { max: 1 });
  const lock = await sql.reserve();
  const ids = customers.map(({ accountId }) => accountId);
  await lock`begin`;
  await lock`select 1 from accounts where id = any(${ids}::uuid[]) for update`;
  return async () => {
    await lock`rollback`;
    lock.release();
    await sql.end();
  };
}

test("a request of several slow statements is answered 503 in time", () =>
  withPlace({ worker: false }, async ({ customer, line }) => {
    const readCredits = () => customer.call("/api/v1/credits");
    // Two connections with prepared statements, so that each statement waits for one reply.
    await Promise.all([readCredits(), readCredits()]);
    line.delayReplies(5_000);
    await Promise.all([expectUnavailable(readCredits()), expectUnavailable(create(customer))]);
    line.delayReplies(0);
    expect((await create(customer)).status).toBe(202);
  }));

test("a generation that runs during an outage can still be canceled", () =>
  withPlace({}, async ({ app, customer, line }) => {
    const { id } = await (await create(customer, { prompt: "a lighthouse #slow:600" })).json();
    const path = `/api/v1/generations/${id}`;
    const statusOf = async () => (await (await customer.call(path)).json()).status;
    await eventually(async () => (await statusOf()) === "running", {
      message: "it was not started",
    });
    line.cut();
    await app.logged("cancel_request_read_failed");
    line.restore();
    await eventually(
      async () => (await customer.call(`${path}/cancel`, { method: "POST" })).status === 200,
      { message: "the cancel was not accepted" },
    );
    await eventually(async () => (await statusOf()) === "canceled", {
      message: "it was not canceled",
    });
  }));

test("of several database hosts the reachable one is used, also after a failover", async () => {
  const database = await createDatabase();
  const first = await startTcpProxy(database.url);
  const second = await startTcpProxy(database.url);
  const hosts = [first, second].map(({ url }) => new URL(url).host).join(",");
  const url = database.url.replace(new URL(database.url).host, hosts);
  const app = await startApp({ database: { url, drop: async () => {} } });
  try {
    const customer = await app.customer();
    // A statement on a connection that breaks may fail, for the client to repeat it.
    const works = async () => (await create(customer, { async: false })).status === 200;
    first.cut();
    await eventually(works, { message: "the second host was not found" });
    first.restore();
    second.cut();
    await eventually(works, { message: "the first host was not found again" });
  } finally {
    await app.stop();
    await first.close();
    await second.close();
    await database.drop();
  }
});

describe("a client that waits for a generation", () => {
  test("gets the image after an outage of Postgres", () =>
    withPlace({}, async ({ app, customer, line }) => {
      const asked = create(customer, { async: false, prompt: "a lighthouse #slow:2" });
      const started = "select from generations where started_at is not null";
      await eventually(async () => (await app.ctx.db.query(started, [])).rowCount === 1, {
        message: "it was not started",
      });
      line.cut();
      line.restore();
      expect((await asked).status).toBe(200);
    }));

  test("gets 202 with the id if the outage lasts longer than the wait", () =>
    withPlace({ env: { SYNC_WAIT_SECONDS: "3" } }, async ({ customer, line }) => {
      const accepted = line.passReply("accept_generations_2");
      const asked = create(customer, { async: false, prompt: "a lighthouse #slow:600" });
      await accepted;
      line.cut();
      const reply = await asked;
      expect(reply.status).toBe(202);
      const { id, status } = await reply.json();
      expect(["queued", "running"]).toContain(status);
      line.restore();
      const path = `/api/v1/generations/${id}`;
      expect((await customer.call(path)).status).toBe(200);
      await eventually(
        async () => (await customer.call(`${path}/cancel`, { method: "POST" })).status === 200,
        { message: "the cancel was not accepted" },
      );
      const look = async () => (await customer.call(path)).json();
      await eventually(async () => (await look()).status === "canceled", {
        message: "it was not canceled",
      });
    }));

  // A crash can undo the acceptance of a queued generation within its first second.
  test("gets 503 with the id if nothing was read since, and the generation is canceled", () =>
    withPlace({ worker: false, env: { SYNC_WAIT_SECONDS: "2" } }, async ({ customer, line }) => {
      const accepted = line.passReply("accept_generations_2");
      const asked = create(customer, { async: false });
      await accepted;
      line.cut();
      const message = await expectUnavailable(asked);
      const [id = ""] = /[0-9a-f-]{36}/.exec(message) ?? [];
      line.restore();
      const look = async () => (await customer.call(`/api/v1/generations/${id}`)).json();
      await eventually(async () => (await look()).status === "canceled", {
        message: "it was not canceled",
      });
    }));
});

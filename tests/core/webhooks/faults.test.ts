import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { findViolations } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { signUp } from "../../support/account-client.ts";
import { type RawServer, startRawServer } from "../../support/raw-server.ts";
import {
  isVerifiedByStandard,
  type Receiver,
  startReceiver,
} from "../../support/webhook-receiver.ts";
import { leaf } from "../../support/tls.ts";
import {
  emitEvents,
  getDelivery,
  advanceClock,
  registerEndpoint,
  waitForDeliveries,
} from "../../support/webhooks.ts";
import { eventually } from "../../support/eventually.ts";

const UNRESPONSIVE_EVENTS = ["generation.succeeded", "credits.low"];

const env = (...hosts: string[]) => ({ OUTBOUND_ALLOW: hosts.join(",") });

describe("a worker killed between the receiver's 200 and its record", () => {
  let receiver: Receiver;
  let app: App;
  let sql: postgres.Sql;

  beforeAll(async () => {
    receiver = startReceiver();
    app = await startApp({ worker: false, env: env(receiver.host) });
    sql = postgres(app.databaseUrl, { max: 3 });
  });
  afterAll(async () => {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await sql.end();
    await app.stop();
    await receiver.stop();
  });

  test("leaves a delivery that is sent again once, with the same id", async () => {
    const person = await signUp(app);
    const hook = await registerEndpoint(person, receiver.url("/killed"));
    const lock = await sql.reserve();
    receiver.answer("/killed", async (_, count) => {
      // Recording the result of the first request waits for this lock.
      if (count === 1) await lock`begin`;
      if (count === 1) await lock`select 1 from webhook_endpoints where id = ${hook.id} for update`;
      return new Response("accepted");
    });
    const first = await startServerProcess(app, "worker", env(receiver.host));
    await emitEvents(sql, person.accountId);
    await receiver.wait("/killed", 1);
    const backend = await findRecordingBackend(sql);
    first.kill("SIGKILL");
    await first.exited();
    await sql`select pg_terminate_backend(${backend})`;
    await lock`rollback`;
    lock.release();
    const [left] = await sql`select state, attempts from webhook_deliveries`;
    expect(left).toEqual({ state: "pending", attempts: 0 });

    await advanceClock(app, sql, 15);
    await sql`update workers set seen_at = seen_at - interval '10 seconds'`;
    const second = await startServerProcess(app, "worker", env(receiver.host));
    const [once, again] = await receiver.wait("/killed", 2);
    expect(again?.id).toBe(once?.id ?? "");
    expect(again?.body).toBe(once?.body ?? "");
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "succeeded", attempts: 1 });
    expect(receiver.at("/killed")).toHaveLength(2);
    second.kill("SIGTERM");
    expect(await second.exited()).toBe(0);
  });

  /** Returns the backend that waits to record the result of an attempt. */
  function findRecordingBackend(db: postgres.Sql): Promise<number> {
    return eventually(
      async () => {
        const [row] = await db`
          select pid
          from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%end_delivery_attempt%'`;
        return row && Number(row.pid);
      },
      { message: "No backend waits to record an attempt" },
    );
  }
});

describe("webhook receivers", () => {
  let receiver: Receiver;
  let app: App;
  let sql: postgres.Sql;
  const raw: RawServer[] = [];

  beforeAll(async () => {
    receiver = startReceiver();
    raw.push(
      await startRawServer((socket) => void socket.resetAndDestroy()),
      await startRawServer((socket) => void socket.end("this is not an HTTP response\r\n\r\n")),
      await startRawServer((socket) => void socket.end("HTTP/1.1 200 OK\r\n\r\n"), {
        tls: await leaf("self-signed"),
      }),
    );
    const ports = [...raw.map(({ port }) => port), 1];
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    app = await startApp({ env: env(receiver.host, ...hosts) });
    sql = postgres(app.databaseUrl, { max: 2 });
  });
  afterAll(async () => {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await receiver.stop();
    for (const server of raw) await server[Symbol.asyncDispose]();
    await sql.end();
    await app.stop();
  });

  test.concurrent("that fail are reported with a short description of the error", async () => {
    const person = await signUp(app);
    receiver.answer("/hangs", () => new Promise(() => undefined));
    const late = Promise.withResolvers<Response>();
    receiver.answer("/late", () => late.promise);
    const port = (at: number) => raw[at]?.port;
    const table: [url: string, error: string][] = [
      [receiver.url("/hangs"), "No response within 5 seconds."],
      [receiver.url("/late"), "No response within 5 seconds."],
      [`http://127.0.0.1:${port(0)}/`, "The connection failed."],
      [`http://127.0.0.1:${port(1)}/`, "The response was not HTTP."],
      [`https://127.0.0.1:${port(2)}/`, "The certificate is not valid for this address."],
      ["http://127.0.0.1:1/", "The connection failed."],
    ];
    const hooks = await Promise.all(table.map(([url]) => registerEndpoint(person, url)));
    await emitEvents(sql, person.accountId);
    for (const [at, [url, error]] of table.entries()) {
      const hook = hooks[at];
      const [row] = await waitForDeliveries(sql, hook?.id ?? "");
      const detail = await getDelivery(person, hook?.id ?? "", row?.id ?? "");
      expect(detail).toMatchObject({ url, status: "pending", attempt_count: 1 });
      expect({ url, attempts: detail.attempts }).toMatchObject({
        url,
        attempts: [{ status_code: null, response_body: null, response_headers: {}, error }],
      });
    }
    late.resolve(new Response("accepted"));
    const [row] = await waitForDeliveries(sql, hooks[1]?.id ?? "");
    expect(row).toMatchObject({ state: "pending", attempts: 1 });
  });

  test.concurrent(
    "that accept a delivery and respond endlessly count as successful, and 4 KB are stored",
    async () => {
      const person = await signUp(app);
      const endless = (pauseMs: number, chunk: string) => () =>
        new Response(
          new ReadableStream({
            async pull(controller) {
              await Bun.sleep(pauseMs);
              controller.enqueue(new TextEncoder().encode(chunk));
            },
          }),
        );
      receiver.answer("/fast", endless(0, "x".repeat(65_536)));
      receiver.answer("/slow", endless(200, "x"));
      const [fast, slow] = await Promise.all(
        ["/fast", "/slow"].map((path) => registerEndpoint(person, receiver.url(path))),
      );
      await emitEvents(sql, person.accountId);
      for (const hook of [fast, slow]) {
        const [row] = await waitForDeliveries(sql, hook?.id ?? "");
        expect(row).toMatchObject({ state: "succeeded", attempts: 1 });
        const { attempts } = await getDelivery(person, hook?.id ?? "", row?.id ?? "");
        expect(attempts[0]?.response_body?.length).toBeLessThanOrEqual(4_096);
      }
    },
  );

  test("that do not respond delay neither other receivers nor generations", async () => {
    const person = await signUp(app);
    await sql`select grant_credits(${person.accountId}, gen_random_uuid(), 100, 'purchase', null, 'a')`;
    const made = await person.call("/api/account/keys", { json: { dialect: "hub" } });
    const { key } = (await made.json()) as { key: string };
    const alive = await registerEndpoint(person, receiver.url("/alive"), ["generation.failed"]);
    const deliver = async (count: number) => {
      await emitEvents(sql, person.accountId, { count: 50 });
      const received = await receiver.wait("/alive", count);
      expect(received.every((each) => isVerifiedByStandard(alive.secret, each))).toBe(true);
    };
    const dueJobs = () => sql`
      select 1 from graphile_worker.jobs where locked_at is null and run_at <= clock()`;
    await deliver(50);
    const unresponsive = await Promise.all(
      ["/unresponsive-1", "/unresponsive-2", "/unresponsive-3"].map((path) => {
        receiver.answer(path, () => new Promise(() => undefined));
        return registerEndpoint(person, receiver.url(path), UNRESPONSIVE_EVENTS);
      }),
    );
    await emitEvents(sql, person.accountId, { count: 200, event: "credits.low" });
    for (const { url } of unresponsive) await receiver.wait(new URL(url).pathname, 4);
    const pending = await sql`select 1 from webhook_deliveries where state = 'pending'`;
    expect(pending.length).toBeGreaterThanOrEqual(600);
    // Each of them is tried once like any other delivery; after that they wait.
    await eventually(async () => (await dueJobs()).length === 0, {
      message: "Deliveries to unresponsive receivers are still due",
    });

    const attempts = await countAttempts();
    const startedAt = performance.now();
    await deliver(100);
    const failed = await createHubGeneration({ key }, app.url, { prompt: "#fail" });
    expect(failed.status).toBe(500);
    // Twelve attempts to the three unresponsive receivers run at once, and each takes five seconds.
    const tried = (await countAttempts()) - attempts;
    const rounds = 2 + Math.floor((performance.now() - startedAt) / 5_000);
    expect(tried).toBeLessThanOrEqual(12 * rounds);
    expect(await countMostConcurrent()).toBeLessThanOrEqual(4);
    for (const { id } of unresponsive)
      await person.call(`/api/account/webhooks/${id}`, { method: "DELETE" });
  });

  async function countAttempts(): Promise<number> {
    const rows = await sql`
      select 1
      from webhook_attempts a
        join webhook_deliveries d on d.id = a.delivery_id
      where d.event = 'credits.low'`;
    return rows.length;
  }

  /** Returns the number of attempts of the endpoint that has the most of them at this time. */
  async function countMostConcurrent(): Promise<number> {
    const [row] = await sql`
      select max(count)::integer as most
      from (
        select count(*)
        from webhook_attempts
        where ended_at is null and started_at > clock() - interval '10 seconds'
        group by endpoint_id
      ) t`;
    return row?.most;
  }

  test("get deliveries that no worker handles any more within two minutes", async () => {
    const person = await signUp(app);
    const hook = await registerEndpoint(person, receiver.url("/lost"));
    await sql`
      with made as (
        insert into webhook_deliveries (
          id, endpoint_id, account_id, event, body, next_attempt_at, created_at, parked
        )
        select gen_random_uuid(), ${hook.id}, ${person.accountId}, 'generation.failed', '{}',
          clock() - interval '2 minutes', clock(), parked
        from unnest(array[true, false]) as t (parked)
        returning 1
      )
      select count(*) from made`;
    await sql`select graphile_worker.add_job('notify')`;
    await receiver.wait("/lost", 2);
    const rows = await waitForDeliveries(sql, hook.id);
    expect(rows.map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
  });
});

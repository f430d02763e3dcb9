import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { openContext } from "../../src/app/context.ts";
import { cancelForOperator } from "../../src/core/generations/cancel.ts";
import { finishOverdueGenerations, recoverOrphans } from "../../src/core/generations/recover.ts";
import { CLI } from "../../src/core/audit/actor.ts";
import { RELEASE } from "../../src/database/release.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import { signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { readMetrics, waitForMetrics } from "../support/metrics-page.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";
import { startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";

const TOKEN = "a-token-for-the-metrics";
const RECEIVER = "127.0.0.1:9";
const ENV = { METRICS_TOKEN: TOKEN, OUTBOUND_ALLOW: RECEIVER };
/** An API without a worker, so that nothing takes up what the tests leave undone. */
let app: App;

beforeAll(async () => {
  app = await startApp({ env: ENV, worker: false });
});
afterAll(() => app.stop());

const read = (from = app) => readMetrics(from.url, TOKEN);
const run = (text: string, values: unknown[] = []) => app.ctx.db.query(text, values);
const is = (wanted: number) => (value: number) => value === wanted;
const isAbove = (limit: number) => (value: number) => value > limit;

describe("of an installation,", () => {
  test("the release of the program and of the database are reported", async () => {
    const page = await read();
    expect(page.get("darkroom_release")).toBe(RELEASE);
    expect(page.get("darkroom_database_release")).toBe(RELEASE);
  });

  test("generations without a job, past their deadline and running for long are reported", async () => {
    const customer = await app.customer();
    const [lost, late] = [await accept(customer), await accept(customer)];
    const before = await waitForMetrics(read, { darkroom_generations_queued: is(2) });
    expect(Object.fromEntries(before)).toMatchObject({
      darkroom_generations_without_job: 0,
      darkroom_generations_overdue: 0,
      darkroom_oldest_running_seconds: 0,
    });
    await run(
      "update generations set created_at = created_at - interval '1 minute' where id = $1",
      [lost],
    );
    await run("delete from graphile_worker._private_jobs");
    await run(
      `update generations set deadline_at = clock() - interval '1 second', status = 'running',
        started_at = clock() - interval '1 hour' where id = $1`,
      [late],
    );
    const page = await waitForMetrics(read, {
      darkroom_generations_without_job: is(1),
      darkroom_generations_overdue: is(1),
    });
    await finishOverdueGenerations(app.ctx);
    await waitForMetrics(read, {
      darkroom_generations_overdue: is(0),
      'darkroom_generations_recovered_total{reason="overdue"}': is(1),
    });
    expect(page.get("darkroom_oldest_running_seconds")).toBeGreaterThanOrEqual(3600);
    expect(page.get("darkroom_oldest_queued_seconds")).toBeGreaterThanOrEqual(60);
  });

  test("jobs that used up their attempts and jobs that no worker starts are reported by task", async () => {
    await run(`
      select graphile_worker.add_job('reap', '{}', run_at => now() - interval '1 hour');
    `);
    await run(`
      with job as (select (graphile_worker.add_job('notify', '{}', max_attempts => 1)).id)
      select id from job`);
    await run("update graphile_worker._private_jobs set attempts = 1 where max_attempts = 1");
    const page = await waitForMetrics(read, { 'darkroom_jobs_dead{task="notify"}': is(1) });
    expect(page.get('darkroom_jobs_dead{task="reap"}')).toBe(0);
    expect(page.get('darkroom_oldest_ready_job_seconds{task="reap"}')).toBeGreaterThanOrEqual(3600);
    expect(page.get('darkroom_oldest_ready_job_seconds{task="notify"}')).toBe(0);
  });

  test("the backlog of webhook deliveries is reported with the age of the oldest one", async () => {
    const person = await signUp(app);
    const endpoint = await registerEndpoint(person, `http://${RECEIVER}/hook`);
    const sent = await person.call(`/api/account/webhooks/${endpoint.id}/test`, { json: {} });
    expect(sent.status).toBe(202);
    await run(`
      update webhook_deliveries set created_at = created_at - interval '2 hours',
        next_attempt_at = next_attempt_at - interval '1 hour'`);
    const page = await waitForMetrics(read, { darkroom_webhook_deliveries_pending: is(1) });
    expect(page.get("darkroom_webhook_deliveries_parked")).toBe(0);
    expect(page.get("darkroom_oldest_pending_delivery_seconds")).toBeGreaterThanOrEqual(7200);
    expect(page.get("darkroom_oldest_due_delivery_seconds")).toBeGreaterThanOrEqual(3600);
  });

  test("an open circuit breaker is reported until a call succeeds", async () => {
    const open = 'darkroom_provider_circuit_open{provider="demo"}';
    const failures = 'darkroom_provider_consecutive_failures{provider="demo"}';
    expect((await read()).get(open)).toBe(0);
    for (let call = 0; call < 5; call++)
      await run("select record_circuit_outcome('demo', false, 5, 30)");
    await waitForMetrics(read, { [open]: is(1), [failures]: is(5) });
    await run("select record_circuit_outcome('demo', true, 5, 30)");
    await waitForMetrics(read, { [open]: is(0), [failures]: is(0) });
  });

  test("a worker that stopped sending heartbeats is reported, then declared dead and counted", async () => {
    await run(
      `
      insert into workers (id, pool_ids, started_at, seen_at)
      values ($1, '{}', clock(), clock() - interval '1 hour')`,
      [crypto.randomUUID()],
    );
    const page = await waitForMetrics(read, {
      darkroom_oldest_heartbeat_seconds: isAbove(3599),
    });
    expect(page.get("darkroom_workers")).toBe(0);
    expect(page.get("darkroom_workers_declared_dead_total")).toBe(0);
    // No worker is declared dead in the first 20 s of Postgres.
    await eventually(
      async () => {
        await recoverOrphans(app.ctx);
        return (await read()).get("darkroom_workers_declared_dead_total") === 1;
      },
      { message: "the worker was not declared dead" },
    );
    await waitForMetrics(read, { darkroom_oldest_heartbeat_seconds: is(0) });
    expect(await app.logged("worker_lost")).toContain('"level":"warn"');
  });
});

test("a generation that is canceled before its call is counted with its released credits", async () => {
  const customer = await app.customer();
  const [own, other] = [await accept(customer), await accept(customer)];
  const before = (await read()).get('darkroom_credits_total{move="release"}') ?? 0;
  const path = `/api/v1/generations/${own}/cancel`;
  expect((await customer.call(path, { method: "POST" })).status).toBe(200);
  await cancelForOperator(app.ctx, other, CLI);
  const ended = 'dialect="hub",model="gpt-image-2",status="canceled"';
  const page = await read();
  expect(page.get(`darkroom_generations_ended_total{${ended}}`)).toBe(2);
  expect(page.get('darkroom_credits_total{move="release"}')).toBe(before + 16);
});

async function accept(customer: Awaited<ReturnType<App["customer"]>>): Promise<string> {
  const { status, body } = await createHubGeneration(customer, app.url, { async: true });
  expect(status).toBe(202);
  return body.id ?? "";
}

test("during an outage of the database the process still reports its own metrics", async () => {
  const proxy = await startTcpProxy(app.databaseUrl);
  const log = createLog("error", () => undefined);
  const ctx = await openContext({ ...app.ctx.config, port: 0 }, log, proxy.url);
  const server = startServer(ctx);
  const reconnects = 'darkroom_database_reconnects_total{pool="requests"}';
  const lost = 'darkroom_database_connections_lost_total{pool="requests"}';
  const page = () => readMetrics(server.url, TOKEN);
  try {
    const before = await waitForMetrics(page, { darkroom_database_up: is(1) });
    expect(Object.fromEntries(before)).toMatchObject({
      [reconnects]: 0,
      [lost]: 0,
      'darkroom_database_connections{pool="requests"}': 10,
    });
    proxy.cut();
    const down = await waitForMetrics(page, { darkroom_database_up: is(0), [lost]: isAbove(0) });
    expect(down.has("darkroom_generations_queued")).toBe(false);
    expect(down.get("darkroom_release")).toBe(RELEASE);
    proxy.restore();
    const up = await waitForMetrics(page, { darkroom_database_up: is(1) });
    expect(up.get(reconnects)).toBe(1);
    expect(up.has("darkroom_generations_queued")).toBe(true);
  } finally {
    await server.stop();
    await ctx.close();
    await proxy.close();
  }
});

test("failed operations of the storage are counted", async () => {
  const failures = 'darkroom_storage_failures_total{operation="check"}';
  expect((await read()).get(failures)).toBe(0);
  const folder = join(app.dataDir, "files");
  await rm(folder, { recursive: true, force: true });
  await Bun.write(folder, "no folder");
  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  await rm(folder);
  expect((await read()).get(failures)).toBe(1);
});

test("a worker reports its slots, failed jobs and delivery attempts", async () => {
  const receiver = startReceiver();
  receiver.answer("/hook", () => new Response("not now", { status: 503 }));
  const env = {
    ...ENV,
    DRAIN_SECONDS: "0",
    WORKER_CONCURRENCY: "3",
    OUTBOUND_ALLOW: receiver.host,
  };
  const working = await startApp({ env });
  const page = () => read(working);
  try {
    expect(Object.fromEntries(await page())).toMatchObject({
      darkroom_worker_concurrency: 3,
      darkroom_worker_running: 0,
      'darkroom_job_failures_total{task="deliver-webhook"}': 0,
      'darkroom_webhook_attempts_total{status="5xx"}': 0,
      'darkroom_queue_pools_lost_total{pool="scheduled",cause="stalled"}': 0,
      'darkroom_job_step_failures_total{job="recovery",step="requeue"}': 0,
      'darkroom_provider_attempts_total{provider="demo",outcome="operator_fault"}': 0,
    });
    const customer = await working.customer();
    const prompt = "a lake #slow:600";
    await createHubGeneration(customer, working.url, { async: true, prompt });
    const person = await signUp(working);
    const endpoint = await registerEndpoint(person, receiver.url("/hook"));
    await person.call(`/api/account/webhooks/${endpoint.id}/test`, { json: {} });
    const invalid = "select graphile_worker.add_job('deliver-webhook', '{}', max_attempts => 1)";
    await working.ctx.db.query(invalid, []);
    await waitForMetrics(page, {
      darkroom_worker_running: is(1),
      'darkroom_job_failures_total{task="deliver-webhook"}': is(1),
      'darkroom_jobs_dead{task="deliver-webhook"}': is(1),
      'darkroom_webhook_attempts_total{status="5xx"}': is(1),
    });
  } finally {
    await working.stop();
    await receiver.stop();
  }
});

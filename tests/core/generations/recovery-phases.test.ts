import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { recoverOrphans, finishOverdueGenerations } from "../../../src/core/generations/recover.ts";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getBalance,
  getFinishedGeneration,
  createHubGeneration,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { eventually } from "../../support/eventually.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

describe("a generation whose worker died", () => {
  test("before the call was sent is called once", async () => {
    const { customer, id, calls } = await abandonGeneration("intent");
    worker = await startWorker(app.ctx, app.databaseUrl);
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
    expect(upstream.calls.length - calls).toBe(1);
  });

  test("during the call is not called again, and nothing is charged", async () => {
    const { customer, id, calls } = await abandonGeneration("sent");
    worker = await startWorker(app.ctx, app.databaseUrl);
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({
      status: "failed",
      usage: { credits: 0 },
    });
    expect(upstream.calls.length - calls).toBe(0);
    expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
  });

  test("after its images were stored is finished from them without a second call", async () => {
    const { customer, id, calls } = await abandonGeneration("sent");
    await storeImage(id, 0);
    worker = await startWorker(app.ctx, app.databaseUrl);
    const end = await getFinishedGeneration(app, customer, id);
    expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
    const image = await fetch(end.images?.[0]?.url ?? "");
    expect(image.headers.get("content-type")).toBe("image/png");
    expect(upstream.calls.length - calls).toBe(0);
  });

  test.each(["png", "jpeg"] as const)("is finished from a %s that it has left", async (format) => {
    const { customer, id, calls } = await abandonGeneration("sent");
    await leaveImages(id, format, [(bytes) => bytes]);
    worker = await startWorker(app.ctx, app.databaseUrl);
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({
      status: "succeeded",
      usage: { credits: 8 },
    });
    expect(upstream.calls.length - calls).toBe(0);
    const [attempt] = await sql`
      select outcome, spend_unknown from provider_attempts where generation_id = ${id}`;
    expect(attempt).toEqual({ outcome: "images", spend_unknown: true });
  });

  test("delivers the images that it has left complete, without the others", async () => {
    const { customer, id, calls } = await abandonGeneration("sent", 3);
    await leaveImages(id, "jpeg", [(bytes) => bytes, (bytes) => bytes.subarray(0, 900)]);
    worker = await startWorker(app.ctx, app.databaseUrl);
    const end = await getFinishedGeneration(app, customer, id);
    expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
    expect(end.images).toHaveLength(1);
    expect(upstream.calls.length - calls).toBe(0);
    expect(await getBalance(customer)).toMatchObject({ credits: 992, held: 0 });
  });

  const formats = ["png", "jpeg", "webp"] as const;
  test.each(formats)(
    "while its %s arrived is not called again, nothing is charged",
    async (format) => {
      const { customer, id, calls } = await abandonGeneration("sent");
      await leaveImages(id, format, [(bytes) => bytes.subarray(0, bytes.length / 2)]);
      worker = await startWorker(app.ctx, app.databaseUrl);
      expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "failed" });
      expect(upstream.calls.length - calls).toBe(0);
      expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
    },
  );

  test("is recovered once by ten concurrent recoveries", async () => {
    const { customer, id } = await abandonGeneration("intent");
    // Postgres must run for a while before a worker may be declared dead.
    await eventually(
      async () => (await sql`select 1 where can_declare_workers_dead(null)`).length > 0,
      {
        message: "Postgres has not run long enough",
      },
    );
    const recovered = await Promise.all(Array.from({ length: 10 }, () => recoverOrphans(app.ctx)));
    expect(recovered.flat()).toEqual([id]);
    worker = await startWorker(app.ctx, app.databaseUrl);
    await getFinishedGeneration(app, customer, id);
  });
});

describe("a generate job", () => {
  test("that runs again after the generation has finished changes nothing", async () => {
    const customer = await app.customer();
    worker = await startWorker(app.ctx, app.databaseUrl);
    const { body } = await createHubGeneration(customer, app.url);
    const calls = upstream.calls.length;
    const before = await stateOf(body.id);
    await addJob(body.id);
    await emptyQueue();
    expect(await stateOf(body.id)).toEqual(before);
    expect(upstream.calls.length).toBe(calls);
  });

  test("that exists three times generates once", async () => {
    const customer = await app.customer();
    const { body } = await createHubGeneration(customer, app.url, { async: true });
    const calls = upstream.calls.length;
    await Promise.all([addJob(body.id), addJob(body.id), addJob(body.id)]);
    worker = await startWorker(app.ctx, app.databaseUrl);
    await getFinishedGeneration(app, customer, body.id ?? "");
    await emptyQueue();
    expect(upstream.calls.length - calls).toBe(1);
  });

  test("whose last statement was rejected continues from the stored images", async () => {
    const customer = await app.customer();
    await sql`alter table images add constraint images_full check (false) not valid`;
    const calls = upstream.calls.length;
    worker = await startWorker(app.ctx, app.databaseUrl);
    const reply = createHubGeneration(customer, app.url);
    await waitForRows(
      () =>
        sql`select 1 from graphile_worker._private_jobs where attempts > 0 and locked_at is null`,
    );
    await sql`alter table images drop constraint images_full`;
    expect(await reply).toMatchObject({ status: 200, body: { usage: { credits: 8 } } });
    expect(upstream.calls.length - calls).toBe(1);
    // The queue retries after a few seconds.
  });
});

describe("the deadline of a generation", () => {
  test("fails a generation that no worker runs, and releases its credits", async () => {
    const customer = await app.customer();
    const { body } = await createHubGeneration(customer, app.url, { async: true });
    expect(await finishOverdueGenerations(app.ctx)).toEqual({ overdue: 0, failed: 0 });
    await moveClock(app.databaseUrl, 3601);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => finishOverdueGenerations(app.ctx)),
    );
    expect(Math.max(...results.map(({ overdue }) => overdue))).toBe(1);
    expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
      status: "failed",
      error: { code: "generationFailed" },
      usage: { credits: 0, credits_requested: 8 },
    });
    expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
  });

  test("that passes during a call discards the late result and reports unknown spend", async () => {
    const customer = await app.customer();
    worker = await startWorker(app.ctx, app.databaseUrl);
    const calls = upstream.calls.length;
    upstream.respondWith("hold");
    const reply = createHubGeneration(customer, app.url);
    await upstream.arrived(calls + 1);
    await moveClock(app.databaseUrl, 3601);
    await finishOverdueGenerations(app.ctx);
    expect((await reply).status).toBe(500);
    upstream.release();
    await emptyQueue();
    const [attempt] = await sql`
      select outcome, spend_unknown from provider_attempts order by id desc limit 1`;
    expect(attempt).toEqual({ outcome: "unknown", spend_unknown: true });
    expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
  });
});

test("a running call is delivered and its worker continues after its connections were cut", async () => {
  const customer = await app.customer();
  worker = await startWorker(app.ctx, app.databaseUrl);
  const calls = upstream.calls.length;
  upstream.respondWith("hold");
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await upstream.arrived(calls + 1);
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await waitForRows(
    () => sql`select 1 from workers where stopped_at is null and is_worker_locked(number)`,
  );
  await eventually(async () => (await app.fetch("/readyz")).ok, {
    message: "The server did not become ready",
  });
  upstream.release();
  const end = await getFinishedGeneration(app, customer, body.id ?? "");
  expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(upstream.calls.length - calls).toBe(1);
  expect(await sql`select 1 from workers where stopped_at is null`).toHaveLength(1);
  // The worker acquires its lock again with the next heartbeat.
});

/** Returns a generation of `n` images whose worker died with an attempt that was at most sent. */
async function abandonGeneration(state: "intent" | "sent", n = 1) {
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true, n });
  const id = body.id ?? "";
  await sql`delete from graphile_worker._private_jobs`;
  await sql`
    with dead_worker as (
      insert into workers (id, pool_ids, started_at, seen_at)
      values (gen_random_uuid(), '{gone}', clock(), clock() - interval '9 seconds')
      returning id
    ), claimed as (
      select c.attempt_id from dead_worker, claim_generation(${id}, dead_worker.id, 'openai', 600) c
    )
    select attempt_id from claimed`;
  if (state === "sent") {
    await sql`
      select mark_attempt_sent(a.id, g.worker_id, g.claim, 'openai')
      from provider_attempts a
        join generations g on g.id = a.generation_id
      where g.id = ${id}`;
  }
  return { customer, id, calls: upstream.calls.length };
}

async function storeImage(generationId: string, position: number): Promise<void> {
  const base64 = await renderBase64({ width: 1024, height: 1024, format: "png", index: position });
  const path = join(app.dataDir, "image.png");
  await Bun.write(path, Buffer.from(base64, "base64"));
  await app.ctx.storage.put(`generations/${generationId}/${position}.png`, path, "image/png");
}

/** Creates the directory of an attempt whose worker died before it could store the images. */
async function leaveImages(
  id: string,
  format: "png" | "jpeg" | "webp",
  changes: ((bytes: Buffer) => Buffer)[],
): Promise<void> {
  const folder = join(app.dataDir, "tmp", `attempt-${id}-${crypto.randomUUID()}`);
  for (const [index, change] of changes.entries()) {
    const base64 = await renderBase64({ width: 1024, height: 1024, format, index });
    await Bun.write(join(folder, `image-${index}`), change(Buffer.from(base64, "base64")));
  }
}

function addJob(id: string | undefined) {
  return sql`
    select graphile_worker.add_job('generate', json_build_object('generationId', ${id ?? ""}::text))`;
}

async function emptyQueue(): Promise<void> {
  await eventually(
    async () => (await sql`select 1 from graphile_worker._private_jobs`).length === 0,
    { message: "The queue did not become empty" },
  );
}

/** Resolves when a query returns rows. */
async function waitForRows(query: () => postgres.PendingQuery<postgres.Row[]>): Promise<void> {
  await eventually(async () => (await query()).length > 0, {
    message: "The query returned no rows",
  });
}

async function stateOf(id: string | undefined) {
  const [row] = await sql`
    select g.*, h.captured, a.entry_count
    from generations g
      join credit_holds h on h.id = g.hold_id
      join accounts a on a.id = g.account_id
    where g.id = ${id ?? ""}`;
  return { ...row };
}

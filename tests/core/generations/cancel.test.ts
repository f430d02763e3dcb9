import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import * as workers from "../../../generated/queries/workers.ts";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  cancelPlusGeneration,
  getFinishedPlusGeneration,
  createPlusGeneration,
  getPlusGeneration,
} from "../../support/plus-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { eventually } from "../../support/eventually.ts";

let upstream: Upstream;
let env: Record<string, string>;
/** Accepts and renders. */
let busy: App;
/** Accepts, and leaves what it has accepted in the queue. */
let idle: App;

beforeAll(async () => {
  upstream = await startUpstream();
  env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  [busy, idle] = await Promise.all([startApp({ env }), startApp({ env, worker: false })]);
});

afterEach(async () => {
  for (const app of [busy, idle]) expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  upstream.release();
  await Promise.all([busy.stop(), idle.stop()]);
  await upstream.stop();
});

const plus = (app: App) => app.customer({ dialect: "plus", credits: 10 });

describe("a queued generation that is canceled", () => {
  test("finishes at once, costs nothing, and is never rendered", async () => {
    const customer = await plus(idle);
    const { body } = await createPlusGeneration(customer, { prompt: "never rendered" });
    expect(await balance(idle, customer)).toEqual({ available: 6, held: 4 });
    const response = await cancelPlusGeneration(customer, body.generationId);
    expect(response).toMatchObject({
      status: "canceled",
      outputs: [],
      error: null,
      costCredits: 0,
    });
    expect(response.completedAt).not.toBeNull();
    expect(await balance(idle, customer)).toEqual({ available: 10, held: 0 });
    const worker = await startWorker(idle.ctx, idle.databaseUrl);
    const after = await createPlusGeneration(customer, { prompt: "rendered" });
    await getFinishedPlusGeneration(idle, customer, after.body.generationId);
    await worker.stop();
    expect(upstream.calls.map(({ fields }) => fields.prompt)).not.toContain("never rendered");
  });

  test("does not restore credits that have expired", async () => {
    const customer = await idle.customer({ dialect: "plus", credits: 0 });
    await idle.ctx.db.query(
      "select grant_credits($1, gen_random_uuid(), 4, 'promo', clock() + interval '1 minute', 'once')",
      [customer.accountId],
    );
    const { body } = await createPlusGeneration(customer);
    await moveClock(idle.databaseUrl, 61);
    await cancelPlusGeneration(customer, body.generationId);
    await moveClock(idle.databaseUrl, 0);
    expect(await balance(idle, customer)).toEqual({ available: 0, held: 0 });
  });

  test("by ten concurrent requests finishes once", async () => {
    const customer = await plus(idle);
    const { body } = await createPlusGeneration(customer);
    const response = await Promise.all(
      Array.from({ length: 10 }, () => cancelPlusGeneration(customer, body.generationId)),
    );
    expect(new Set(response.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await balance(idle, customer)).toEqual({ available: 10, held: 0 });
  });
});

describe("a running generation that is canceled", () => {
  test("has its provider call aborted, costs nothing, and is logged for the operator", async () => {
    const customer = await plus(busy);
    const id = await underWay(customer, "#up:hang of one");
    const { status, costCredits } = await cancelPlusGeneration(customer, id);
    // The worker may have heard of it before the reply is read.
    expect(["running 4", "canceled 0"]).toContain(`${status} ${costCredits}`);
    expect(await getFinishedPlusGeneration(busy, customer, id)).toMatchObject({
      status: "canceled",
      costCredits: 0,
    });
    expect(await balance(busy, customer)).toEqual({ available: 10, held: 0 });
    expect(await attemptsOf(busy, id)).toEqual([{ outcome: "unknown", spend_unknown: true }]);
  });

  test("delivers and charges the images that have already arrived", async () => {
    const customer = await busy.customer({ dialect: "plus", credits: 12 });
    const id = await underWay(customer, "#up:hang-body", 3);
    // The file of a small image is written as a whole, once it is complete.
    await eventually(async () => (await filesIn(busy.dataDir, "tmp/attempt-*/*")).length >= 1, {
      message: "The first image did not arrive",
    });
    await cancelPlusGeneration(customer, id);
    const end = await getFinishedPlusGeneration(busy, customer, id);
    expect(end).toMatchObject({ status: "succeeded", costCredits: 4 });
    expect(end.outputs).toHaveLength(1);
    expect(await balance(busy, customer)).toEqual({ available: 8, held: 0 });
  });

  test("is not generated again after its worker has died", async () => {
    const customer = await plus(idle);
    const child = await startServerProcess(idle, "worker", env);
    const { body } = await createPlusGeneration(customer, { prompt: "#up:hang" });
    await arrival("#up:hang");
    child.kill("SIGSTOP");
    await cancelPlusGeneration(customer, body.generationId);
    child.kill("SIGKILL");
    await child.exited();
    await idle.ctx.db.query("update workers set seen_at = seen_at - interval '1 minute'", []);
    const worker = await startWorker(idle.ctx, idle.databaseUrl);
    const end = await getFinishedPlusGeneration(idle, customer, body.generationId);
    await worker.stop();
    expect(end).toMatchObject({ status: "canceled", costCredits: 0 });
    expect(await attemptsOf(idle, body.generationId)).toEqual([
      { outcome: "unknown", spend_unknown: true },
    ]);
  });

  test("is canceled by the next worker if its call was not made", async () => {
    const customer = await plus(idle);
    const { body } = await createPlusGeneration(customer, { prompt: "a hill" });
    const id = body.generationId;
    await claimAsSent(idle, id);
    expect(await cancelPlusGeneration(customer, id)).toMatchObject({ status: "running" });
    await idle.ctx.db.query(
      "select release_generation(id, worker_id, claim, 0, true) from generations where id = $1",
      [id],
    );
    const worker = await startWorker(idle.ctx, idle.databaseUrl);
    const end = await getFinishedPlusGeneration(idle, customer, id);
    await worker.stop();
    expect(end).toMatchObject({ status: "canceled", costCredits: 0 });
    expect(await balance(idle, customer)).toEqual({ available: 10, held: 0 });
    expect(await attemptsOf(idle, id)).toEqual([{ outcome: "not_sent", spend_unknown: false }]);
  });

  test("aborts a repeatable provider and costs nothing", async () => {
    const app = await startApp();
    const customer = await plus(app);
    const { body } = await createPlusGeneration(customer, { prompt: "#slow:600" });
    await eventually(async () => (await attemptsOf(app, body.generationId, "sent")).length > 0, {
      message: "The attempt was not sent",
    });
    await cancelPlusGeneration(customer, body.generationId);
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status: "canceled", costCredits: 0 });
    expect(await attemptsOf(app, body.generationId)).toEqual([
      { outcome: "unknown", spend_unknown: false },
    ]);
    await app.stop();
  });
});

test("a finished generation is unchanged by a cancel", async () => {
  const customer = await plus(busy);
  for (const prompt of ["a lake", "#up:moderation", "#up:500"]) {
    const { body } = await createPlusGeneration(customer, { prompt, quality: "low" });
    const end = await getFinishedPlusGeneration(busy, customer, body.generationId);
    expect(await cancelPlusGeneration(customer, body.generationId)).toEqual(end);
    expect(await getPlusGeneration(customer, body.generationId)).toEqual(end);
  }
});

test("a generation of another account cannot be canceled", async () => {
  const customer = await plus(idle);
  const { body } = await createPlusGeneration(customer);
  const stranger = await plus(idle);
  const path = `/api/v1/generations/${body.generationId}/cancel`;
  expect((await stranger.call(path, { method: "POST" })).status).toBe(404);
  expect(await getPlusGeneration(customer, body.generationId)).toMatchObject({ status: "queued" });
});

/** Creates a generation and waits until the provider has received the call. */
async function underWay(customer: Customer, prompt: string, n = 1): Promise<string> {
  const { body } = await createPlusGeneration(customer, { prompt, n });
  await arrival(prompt);
  return body.generationId;
}

/** Claims a generation for a worker that does not run it, with its call recorded as sent. */
async function claimAsSent(app: App, id: string): Promise<void> {
  const workerId = crypto.randomUUID();
  await workers.registerWorker.run({ id: workerId, poolIds: [] }, app.ctx.db);
  await app.ctx.db.query(
    `select mark_attempt_sent(c.attempt_id, $2, c.claim, 'openai')
    from claim_generation($1, $2, 'openai', 600) c`,
    [id, workerId],
  );
}

async function arrival(prompt: string): Promise<void> {
  while (!upstream.calls.some(({ fields }) => fields.prompt === prompt)) {
    await upstream.arrived(upstream.calls.length + 1);
  }
}

function filesIn(folder: string, pattern: string): Promise<string[]> {
  return Array.fromAsync(new Bun.Glob(pattern).scan(folder));
}

async function balance(app: App, { accountId }: Customer) {
  const { rows } = await app.ctx.db.query("select available, held from accounts where id = $1", [
    accountId,
  ]);
  return rows[0] as unknown;
}

async function attemptsOf(app: App, id: string, state = "ended") {
  const { rows } = await app.ctx.db.query(
    `select outcome, spend_unknown as "spend_unknown"
    from provider_attempts where generation_id = $1 and state = $2`,
    [id, state],
  );
  return (rows as { outcome: string; spendUnknown: boolean }[]).map((row) => ({
    outcome: row.outcome,
    spend_unknown: row.spendUnknown,
  }));
}

/** Generations that belong to a live worker and do not run in it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { toRunSeconds, type Worker } from "../../../src/core/generations/claim.ts";
import { requeueGenerations } from "../../../src/core/generations/recover.ts";
import { type App, startApp } from "../../support/app.ts";
import { createHubGeneration } from "../../support/hub-client.ts";

let app: App;
let worker: Worker;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

beforeEach(async () => {
  worker = {
    id: Bun.randomUUIDv7(),
    running: new Map(),
    draining: new AbortController().signal,
  };
  await app.ctx.db.query("select register_worker($1, '{}')", [worker.id]);
});

afterAll(() => app.stop());

test("a generation is not queued again while its worker repeats a claim whose reply was lost", async () => {
  const id = await claimedAMinuteAgo();
  // It is not known which generation it has taken since it began.
  const claiming = claimSince(2 * 60_000);
  expect(await requeueGenerations(app.ctx, worker)).toEqual([]);
  worker.running.delete(claiming);
  expect(await requeueGenerations(app.ctx, worker)).toEqual([id]);
});

test("a generation that does not run is queued again while its worker claims others", async () => {
  const id = await claimedAMinuteAgo();
  claimSince(0);
  claimSince(10_000);
  expect(await requeueGenerations(app.ctx, worker)).toEqual([id]);
});

test("a generation is not queued again while it runs", async () => {
  const id = await claimedAMinuteAgo();
  worker.running.set(id, { claim: undefined, over: Promise.resolve() });
  expect(await requeueGenerations(app.ctx, worker)).toEqual([]);
});

/** Creates a generation that was claimed a minute ago, and whose job no longer exists. */
async function claimedAMinuteAgo(): Promise<string> {
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  await app.ctx.db.query(
    `update generations
    set status = 'running', worker_id = $2, claim = 1, started_at = clock() - interval '1 minute',
      deadline_at = clock() + $3 * interval '1 second' - interval '1 minute'
    where id = $1`,
    [id, worker.id, toRunSeconds(app.ctx.config)],
  );
  await app.ctx.db.query("delete from graphile_worker._private_jobs", []);
  return id;
}

/** Adds a run whose claim began some time ago and has not returned. Returns its key. */
function claimSince(agoMs: number): string {
  const key = crypto.randomUUID();
  const claimingSince = performance.now() - agoMs;
  worker.running.set(key, { claim: undefined, claimingSince, over: Promise.resolve() });
  return key;
}

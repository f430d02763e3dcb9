import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Run, Worker } from "../../../src/core/generations/claim.ts";
import { requeueGenerations } from "../../../src/core/generations/recover.ts";
import { type App, startApp } from "../../support/app.ts";
import { createHubGeneration } from "../../support/hub-client.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

test("a generation is not queued again while its worker repeats a claim whose reply was lost", async () => {
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  const worker: Worker = {
    id: Bun.randomUUIDv7(),
    running: new Map(),
    draining: new AbortController().signal,
  };
  // As after an outage that has lasted longer than a reply may take.
  await app.ctx.db.query("select register_worker($1, '{}')", [worker.id]);
  await app.ctx.db.query(
    `update generations
    set status = 'running', worker_id = $1, claim = 1, started_at = clock() - interval '1 minute'`,
    [worker.id],
  );
  await app.ctx.db.query("delete from graphile_worker._private_jobs", []);
  // A claim without a reply: it is not known which generation it has taken.
  const claiming: Run = { claim: undefined, over: Promise.resolve() };
  worker.running.set(crypto.randomUUID(), claiming);
  expect(await requeueGenerations(app.ctx, worker)).toEqual([]);
  worker.running.clear();
  expect(await requeueGenerations(app.ctx, worker)).toEqual([id]);
});

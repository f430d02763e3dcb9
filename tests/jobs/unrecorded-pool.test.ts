import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { type App, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";

let app: App;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  await worker?.stop();
  await app.stop();
});

async function query(text: string): Promise<unknown[]> {
  const { rows } = await app.ctx.db.query(text, []);
  return [...rows];
}

// Without its name in the row of the worker, recovery could not unlock the jobs of the pool after a crash.
test("a pool of jobs that cannot be recorded runs no job and is replaced", async () => {
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await query(`
    create function refuse_pools() returns trigger language plpgsql
      as $$ begin raise exception 'refused'; end $$`);
  await query(`
    create trigger refused before update on workers for each row
      when (cardinality(new.pool_ids) > cardinality(old.pool_ids)) execute function refuse_pools()`);
  worker = await startWorker(app.ctx, app.databaseUrl);
  await app.logged("queue_pool_lost");
  const { body: metrics } = await app.ctx.metrics.render();
  expect(metrics).toMatch(/^darkroom_queue_pools_lost_total\{.*cause="given_up"\} [1-9]/m);
  expect(await query("select status from generations")).toEqual([{ status: "queued" }]);

  await query("drop trigger refused on workers");
  expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
    status: "succeeded",
  });
  const pools = `
    select j.locked_by from graphile_worker._private_jobs j
    where j.locked_by is not null and not exists (
      select 1 from workers w where j.locked_by = any (w.pool_ids)
    )`;
  expect(await query(pools)).toEqual([]);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

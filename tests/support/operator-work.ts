import * as webhooks from "../../src/core/webhooks/endpoints.ts";
import { sendTestEvent } from "../../src/core/webhooks/deliveries.ts";
import type { App, Customer } from "./app.ts";
import { eventually } from "./eventually.ts";
import { createHubGeneration } from "./hub-client.ts";

/** The ids of what an operator changes with one request, by the name of the request. */
export type OperatorWork = Record<string, Record<string, string>>;

/**
 * Leaves work of a customer behind that needs an operator: a generation that its worker has let go of, two
 * dead jobs and a finished delivery.
 */
export async function leaveOperatorWork(
  app: App,
  customer: Customer,
  hookUrl: string,
): Promise<OperatorWork> {
  const generationId = await createStuckGeneration(app, customer);
  return {
    "Queue a generation again": { generationId },
    "Cancel a generation of any account": { generationId },
    "Retry a dead job": { jobId: await addDeadJob(app) },
    "Remove a dead job": { jobId: await addDeadJob(app) },
    "Send a webhook delivery of any account again": {
      deliveryId: await deliver(app, customer, hookUrl),
    },
  };
}

async function createStuckGeneration(app: App, customer: Customer): Promise<string> {
  const wanted = { prompt: "a hill #up:hold", async: true };
  const { id = "" } = (await createHubGeneration(customer, app.url, wanted)).body;
  const { query } = app.ctx.db;
  const isSent = async () => {
    const text = "select 1 from provider_attempts where generation_id = $1 and state = 'sent'";
    return (await query(text, [id])).rowCount === 1;
  };
  await eventually(isSent, { message: "the generation was not sent to the provider" });
  const text = `
    with stopped as (
      insert into workers (id, pool_ids, started_at, seen_at, stopped_at)
      values (gen_random_uuid(), '{}', clock(), clock(), clock())
      returning id
    )
    update generations set worker_id = (select id from stopped) where id = $1`;
  await query(text, [id]);
  return id;
}

async function addDeadJob(app: App): Promise<string> {
  const { query } = app.ctx.db;
  // No worker knows the task.
  const { rows } = await query("select id::text from graphile_worker.add_job('retired-task')", []);
  // The statement has this one column.
  const [job] = rows as { id: string }[];
  const text = "update graphile_worker._private_jobs set attempts = max_attempts where id = $1";
  await query(text, [job?.id]);
  return job?.id ?? "";
}

async function deliver(app: App, { accountId }: Customer, url: string): Promise<string> {
  const events = ["generation.succeeded" as const];
  const hook = await webhooks.registerEndpoint(app.ctx, { address: null, accountId, url, events });
  const id = await sendTestEvent(app.ctx, hook.id, "generation.succeeded");
  const isDone = async () => {
    const text = "select 1 from webhook_deliveries where id = $1 and state = 'succeeded'";
    return (await app.ctx.db.query(text, [id])).rowCount === 1;
  };
  await eventually(isDone, { message: "the delivery was not sent" });
  return id;
}

import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { startWorker } from "../../jobs/worker.ts";
import { signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import type { Schemas } from "../support/playground.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";

let app: App;
let sql: postgres.Sql;
let receiver: Receiver;
let customer: Customer;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 2, onnotice: () => {} });
  customer = await app.customer();
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await receiver.stop();
});

async function json<Body>(...args: string[]): Promise<Body> {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const { code, out, err } = await cliInProcess(settings, ...args, "--json");
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

async function listDeadJobs() {
  return (await json<{ jobs: Schemas["DeadJob"][] }>("dead-job", "list")).jobs;
}

/** Creates a generation whose job has used up its attempts. Returns both ids. */
async function makeDeadJob(): Promise<{ generationId: string; jobId: string }> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const generationId = body.id ?? "";
  const [row] = await sql`
    update graphile_worker._private_jobs
    set attempts = max_attempts, last_error = 'the disk is full'
    where payload ->> 'generationId' = ${generationId}
    returning id::text`;
  return { generationId, jobId: String(row?.id) };
}

async function listAudit(subject: string) {
  return [
    ...(await sql`
    select action, reason, account_id from audit_entries where subject = ${subject} order by id`),
  ];
}

test("dead jobs are listed with their error, and a retried one is run", async () => {
  const { generationId, jobId } = await makeDeadJob();
  expect(await listDeadJobs()).toMatchObject([
    {
      ...{ id: jobId, task: "generate", payload: { generationId }, attempts: 25 },
      last_error: "the disk is full",
    },
  ]);
  await json("dead-job", "retry", jobId, "--reason", "more disk");
  expect(await listDeadJobs()).toEqual([]);
  expect(await listAudit(jobId)).toEqual([
    { action: "job.retry", reason: "more disk", account_id: customer.accountId },
  ]);
  const worker = await startWorker(app.ctx, app.databaseUrl);
  await eventually(
    async () => {
      const found = await json<Schemas["OperatorGeneration"]>("generation", "show", generationId);
      return found.status === "succeeded";
    },
    { message: "the retried job was not run" },
  );
  await worker.stop();
  await expect(json("dead-job", "retry", jobId)).rejects.toThrow("not found");
});

test("a dead job is removed, and a job that is not dead is neither removed nor retried", async () => {
  const { generationId, jobId } = await makeDeadJob();
  await json("dead-job", "remove", jobId);
  expect(await listDeadJobs()).toEqual([]);
  expect(await listAudit(jobId)).toMatchObject([{ action: "job.remove" }]);
  await json("generation", "requeue", generationId);
  const [live] = (
    await json<Schemas["OperatorGenerationDetail"]>("generation", "show", generationId)
  ).jobs;
  for (const change of ["retry", "remove"])
    await expect(json("dead-job", change, live?.id ?? "")).rejects.toThrow("not found");
  await json("generation", "cancel", generationId);
});

test("the audit entry about a job of a batch names the account of the batch", async () => {
  const id = Bun.randomUUIDv7();
  const { accountId, keyId } = customer;
  await sql`
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, created_at, expires_at
    )
    values (
      ${id}, ${accountId}, ${keyId}, '/v1/images/generations', gen_random_uuid(), '\\x00', clock(),
      clock() + interval '1 day'
    )`;
  await sql`select schedule_batch(${id}, 0)`;
  const [job] = await sql`
    update graphile_worker._private_jobs
    set attempts = max_attempts
    where payload ->> 'batchId' = ${id}
    returning id::text`;
  const jobId = String(job?.id);
  await json("dead-job", "remove", jobId);
  expect(await listAudit(jobId)).toMatchObject([{ action: "job.remove", account_id: accountId }]);
});

test("deliveries of all accounts are listed, and a failed one is sent again", async () => {
  const person = await signUp(app);
  const hook = await registerEndpoint(person, receiver.url("/orders"));
  await person.call(`/api/account/webhooks/${hook.id}/test`, {
    json: { event: "generation.succeeded" },
  });
  const list = ["delivery", "list", "--email", person.email];
  const find = async (...args: string[]) =>
    (await json<{ deliveries: Schemas["OperatorDelivery"][] }>(...list, ...args)).deliveries;
  const [pending] = await find("--status", "pending");
  expect(pending).toMatchObject({
    ...{ account_email: person.email, webhook_id: hook.id, url: hook.url },
    event: "generation.succeeded",
  });
  const id = pending?.id ?? "";
  await expect(json("delivery", "resend", id)).rejects.toThrow("still pending");
  await sql`
    update webhook_deliveries
    set state = 'exhausted', ended_at = clock(), next_attempt_at = null, tries_left = 0
    where id = ${id}`;
  expect(await find("--status", "failed")).toMatchObject([{ id, status: "failed" }]);
  await json("delivery", "resend", id, "--reason", "the receiver is back");
  expect(await listAudit(id)).toEqual([
    { action: "delivery.resend", reason: "the receiver is back", account_id: person.accountId },
  ]);
  const worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await receiver.wait("/orders", 1)).toMatchObject([{ id }]);
  await worker.stop();
});

test("a delivery of a disabled endpoint is not sent again", async () => {
  const person = await signUp(app);
  const hook = await registerEndpoint(person, receiver.url("/closed"));
  await person.call(`/api/account/webhooks/${hook.id}/test`, {
    json: { event: "generation.succeeded" },
  });
  await person.call(`/api/account/webhooks/${hook.id}`, {
    ...{ method: "PATCH", json: { enabled: false } },
  });
  const [row] = await sql`select id from webhook_deliveries where endpoint_id = ${hook.id}`;
  await expect(json("delivery", "resend", String(row?.id))).rejects.toThrow("disabled or deleted");
});

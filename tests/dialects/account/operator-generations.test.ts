import { afterAll, beforeAll, expect, test } from "bun:test";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  createInPlayground,
  requestJson,
  type Schemas,
  signUpAdmin,
  signUpWithCredits,
} from "../../support/playground.ts";
import { registerEndpoint } from "../../support/webhooks.ts";

const GENERATIONS = "/api/admin/generations";

let app: App;
let boss: AccountClient;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:1" } });
  boss = await signUpAdmin(app);
  person = await signUpWithCredits(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const list = (query: string) =>
  requestJson<Schemas["OperatorGenerationList"]>(boss, `${GENERATIONS}?${query}`);

const query = (text: string, values: unknown[]) => app.ctx.db.query(text, values);

async function listActions(): Promise<string[]> {
  const path = `/api/admin/audit?account_id=${person.accountId}&actor=${boss.email}`;
  const { data } = await requestJson<Schemas["AuditEntryList"]>(boss, path);
  return data.map(({ action, subject, reason }) => `${action} ${subject} ${reason}`);
}

test("operators list the generations of an account in pages, without prompts", async () => {
  const ids = [];
  for (const prompt of ["first", "second", "third"])
    ids.unshift((await createInPlayground(person, { prompt })).id);
  const own = `account_id=${person.accountId}`;
  const first = await list(`${own}&limit=2`);
  const rest = await list(`${own}&limit=2&cursor=${first.next_cursor}`);
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids);
  expect(rest.next_cursor).toBeNull();
  expect(JSON.stringify(first)).not.toContain("third");
  expect((await list(`${own}&status=failed`)).data).toEqual([]);
  expect((await list(`${own}&status=queued&status=failed`)).data).toHaveLength(3);
  expect((await list(`${own}&stuck=true`)).data).toEqual([]);
  expect((await list(`${own}&spend_unknown=true`)).data).toEqual([]);
  expect((await list(`${own}&to=2020-01-01T00:00:00Z`)).data).toEqual([]);
  expect((await list("limit=100")).data.map(({ id }) => id)).toEqual(ids);
  expect((await list("account_id=none")).data).toEqual([]);
  const foreign = `${GENERATIONS}?cursor=${ids[0]}`;
  expect((await boss.call(foreign)).status).toBe(400);
});

test("an admin queues a generation again whose job was lost, with a reason", async () => {
  const { id } = await createInPlayground(person);
  const text = "delete from graphile_worker._private_jobs where payload ->> 'generationId' = $1";
  await query(text, [id]);
  const path = `${GENERATIONS}/${id}`;
  const lost = await requestJson<Schemas["OperatorGenerationDetail"]>(boss, path);
  expect(lost).toMatchObject({ id, status: "queued", jobs: [], attempts: [] });
  const json = { reason: "its job was lost" };
  const requeued = await requestJson<object>(boss, `${path}/requeue`, { json });
  expect(requeued).toMatchObject({ id, jobs: [{ attempts: 0, running: false }] });
  expect(await listActions()).toContain(`generation.requeue ${id} its job was lost`);
  await requestJson(boss, `${path}/cancel`, { json });
  expect((await boss.call(`${path}/requeue`, { json })).status).toBe(409);
  const unknown = `${GENERATIONS}/${crypto.randomUUID()}`;
  expect((await boss.call(unknown)).status).toBe(404);
  expect((await boss.call(`${unknown}/requeue`, { json })).status).toBe(404);
  expect((await boss.call(`${GENERATIONS}/none/requeue`, { json })).status).toBe(404);
});

test("dead jobs are listed in pages, retried and removed, with a reason", async () => {
  const ids = [await createInPlayground(person), await createInPlayground(person)].map(
    ({ id }) => id,
  );
  const text = `
    update graphile_worker._private_jobs
    set attempts = max_attempts, last_error = 'the disk is full'
    where payload ->> 'generationId' = any ($1)`;
  await query(text, [ids]);
  const listJobs = (search: string) =>
    requestJson<Schemas["DeadJobList"]>(boss, `/api/admin/dead-jobs${search}`);
  const first = await listJobs("?limit=1");
  const rest = await listJobs(`?limit=1&cursor=${first.next_cursor}`);
  const jobs = [...first.data, ...rest.data];
  expect(jobs.map(({ payload }) => payload.generationId)).toEqual(ids.toReversed());
  expect(jobs[0]).toMatchObject({ task: "generate", last_error: "the disk is full" });
  const change = async (id: string | undefined, verb: string) =>
    (await boss.call(`/api/admin/dead-jobs/${id}/${verb}`, { json: { reason: "more disk" } }))
      .status;
  const [second, earlier] = jobs;
  expect(await change(second?.id, "retry")).toBe(200);
  expect(await change(second?.id, "retry")).toBe(404);
  expect(await change(earlier?.id, "remove")).toBe(200);
  expect(await change("first", "remove")).toBe(404);
  expect((await listJobs("")).data).toEqual([]);
  expect(await listActions()).toEqual(
    expect.arrayContaining([
      `job.retry ${second?.id} more disk`,
      `job.remove ${earlier?.id} more disk`,
    ]),
  );
});

test("a failed delivery of any account is sent again, with a reason", async () => {
  const owner = await signUp(app);
  const hook = await registerEndpoint(owner, "http://127.0.0.1:1/");
  const event = "generation.succeeded";
  for (let count = 0; count < 2; count++)
    await owner.call(`/api/account/webhooks/${hook.id}/test`, { json: { event } });
  const find = (search: string) =>
    requestJson<Schemas["OperatorDeliveryList"]>(boss, `/api/admin/deliveries?${search}`);
  const first = await find("limit=1");
  const rest = await find(`limit=1&cursor=${first.next_cursor}`);
  const ids = [...first.data, ...rest.data].map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  expect(first.data[0]).toMatchObject({ account_email: owner.email, webhook_id: hook.id, event });
  const resend = (id: string) =>
    boss.call(`/api/admin/deliveries/${id}/resend`, { json: { reason: "it is back" } });
  const [id = ""] = ids;
  expect((await resend(id)).status).toBe(409);
  const text = `
    update webhook_deliveries
    set state = 'exhausted', ended_at = clock(), next_attempt_at = null, tries_left = 0
    where id = $1`;
  await query(text, [id]);
  const own = `account_id=${owner.accountId}`;
  expect((await find(`${own}&status=failed`)).data).toMatchObject([{ id }]);
  expect((await find(`account_id=${person.accountId}`)).data).toEqual([]);
  expect((await resend(id)).status).toBe(200);
  expect((await find(`${own}&status=failed`)).data).toEqual([]);
  expect((await resend(crypto.randomUUID())).status).toBe(404);
});

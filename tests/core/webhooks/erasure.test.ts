import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { applyRetention } from "../../../jobs/apply-retention.ts";
import { setPlanRetention } from "../../../src/core/billing/plans.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import type { AccountClient } from "../../support/account-client.ts";
import { finishInPlayground, signUpWithCredits } from "../../support/playground.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import {
  advanceClock,
  listDeliveries,
  registerEndpoint,
  waitForDeliveries,
  type WebhookEndpoint,
} from "../../support/webhooks.ts";

const SECRET = "echo of the prompt";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 1 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

interface Delivered {
  person: AccountClient;
  hook: WebhookEndpoint;
  id: string;
}

/** Creates an image whose event the receiver has answered with a status and the secret. */
async function deliver(path: string, status: number): Promise<Delivered> {
  const person = await signUpWithCredits(app);
  receiver.answer(path, () => new Response(SECRET, { status }));
  const hook = await registerEndpoint(person, receiver.url(path));
  const { id } = await finishInPlayground(app, person);
  await waitForDeliveries(sql, hook.id);
  return { person, hook, id };
}

/** Counts what is stored of the deliveries of an endpoint. */
async function countStored({ hook }: Delivered) {
  const [row] = await sql`
    select
      (select count(*)::integer from webhook_deliveries where endpoint_id = ${hook.id}) as deliveries,
      (select count(*)::integer from webhook_attempts where endpoint_id = ${hook.id}) as attempts`;
  return row;
}

async function remove({ person, id }: Delivered): Promise<void> {
  const reply = await person.call(`/api/account/generations/${id}`, { method: "DELETE" });
  expect(reply.status).toBe(204);
}

test("deleting a generation erases the bodies of its deliveries and the responses at once", async () => {
  const delivered = await deliver("/sent", 200);
  const { person, hook } = delivered;
  const other = await finishInPlayground(app, person);
  await waitForDeliveries(sql, hook.id);
  expect(await countStored(delivered)).toEqual({ deliveries: 2, attempts: 2 });
  await remove(delivered);
  expect(await countStored(delivered)).toEqual({ deliveries: 1, attempts: 1 });
  const left = await listDeliveries(person, hook.id);
  expect(left.map(({ generation_id }) => generation_id)).toEqual([other.id]);
});

test("a delivery can be deleted while an attempt waits for the response", async () => {
  const path = "/slow";
  const person = await signUpWithCredits(app);
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  receiver.answer(path, async (_, count) => {
    if (count === 1) await answered;
    return new Response(SECRET);
  });
  const hook = await registerEndpoint(person, receiver.url(path));
  const { id } = await finishInPlayground(app, person);
  await receiver.wait(path, 1);
  const delivered = { person, hook, id };
  await remove(delivered);
  answer();
  expect(await countStored(delivered)).toEqual({ deliveries: 0, attempts: 0 });
  const next = await finishInPlayground(app, person);
  await receiver.wait(path, 2);
  const [delivery] = await waitForDeliveries(sql, hook.id);
  expect([delivery?.state, JSON.parse(delivery?.body ?? "").data.generationId]).toEqual([
    "succeeded",
    next.id,
  ]);
});

test("a pending delivery of a deleted generation is not sent", async () => {
  const delivered = await deliver("/failing", 500);
  expect(await countStored(delivered)).toEqual({ deliveries: 1, attempts: 1 });
  await remove(delivered);
  await advanceClock(app, sql, 60);
  const next = await finishInPlayground(app, delivered.person);
  await waitForDeliveries(sql, delivered.hook.id);
  const sent = receiver.at("/failing").map(({ body }) => JSON.parse(body).data.generationId);
  expect(sent).toEqual([delivered.id, next.id]);
});

test("the retention of a plan erases deliveries with their generations", async () => {
  const delivered = await deliver("/retained", 200);
  const { accountId } = delivered.person;
  await sql`update accounts set plan_id = 'max' where id = ${accountId}`;
  await setPlanRetention(app.ctx, { planId: "max", days: 1 });
  await applyRetention(app.ctx);
  expect(await countStored(delivered)).toEqual({ deliveries: 1, attempts: 1 });
  await advanceClock(app, sql, 2 * 86_400);
  await applyRetention(app.ctx);
  expect(await countStored(delivered)).toEqual({ deliveries: 0, attempts: 0 });
});

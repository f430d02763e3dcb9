import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import {
  emitEvents,
  type WebhookEndpoint,
  registerEndpoint,
  waitForDeliveries,
} from "../../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 2 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

/** Less than the time limit of an attempt. */
const HOLD_MS = 4_500;

/** Registers endpoints whose receivers respond with 200 when they are released, or after `HOLD_MS`. */
async function holdEndpoints(person: AccountClient, count: number) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let waiting = 0;
  let most = 0;
  let answered = 0;
  const hooks: WebhookEndpoint[] = [];
  for (let made = 0; made < count; made++) {
    const path = `/held-${crypto.randomUUID()}`;
    receiver.answer(path, async () => {
      most = Math.max(most, ++waiting);
      await Promise.race([released, Bun.sleep(HOLD_MS)]);
      waiting--;
      answered++;
      return new Response("accepted");
    });
    hooks.push(await registerEndpoint(person, receiver.url(path)));
  }
  return { hooks, release, most: () => most, answered: () => answered };
}

function waitFor(condition: () => boolean | Promise<boolean>): Promise<true> {
  return eventually(condition, { message: "The condition did not become true" });
}

test("slow receivers of one account hold 16 slots, and all of its deliveries arrive", async () => {
  const [slow, quick] = [await signUp(app), await signUp(app)];
  const { hooks, release, most } = await holdEndpoints(slow, 10);
  await registerEndpoint(quick, receiver.url("/quick"));
  await emitEvents(sql, slow.accountId, { count: 6 });
  await waitFor(() => most() >= 16);
  await emitEvents(sql, quick.accountId);
  await receiver.wait("/quick", 1);
  release();
  for (const { id } of hooks) {
    const states = (await waitForDeliveries(sql, id)).map(({ state }) => state);
    expect(states).toEqual(Array<string>(6).fill("succeeded"));
  }
  expect(most()).toBe(16);
});

test("scheduled jobs do not wait for receivers", async () => {
  // Tried again when the machine was so slow that a receiver answered before the job could end.
  await eventually(endsBeforeReceiversAnswer, { message: "The job waited for receivers" });
});

/** Fills all slots for receivers, runs a job, and returns whether it ended before any receiver answered. */
async function endsBeforeReceiversAnswer(): Promise<boolean> {
  const all = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const person = await signUp(app);
      return { person, ...(await holdEndpoints(person, 4)) };
    }),
  );
  for (const { person } of all) await emitEvents(sql, person.accountId, { count: 6 });
  await waitFor(() => all.every(({ most }) => most() >= 16));
  const [job] = await sql`select (graphile_worker.add_job('reap')).id::text as id`;
  const isWaiting = async () =>
    (await sql`select 1 from graphile_worker.jobs where id = ${job?.id}`).length > 0;
  await waitFor(async () => !(await isWaiting()));
  const isEarly = all.every(({ answered }) => answered() === 0);
  for (const { release } of all) release();
  for (const { hooks } of all) for (const { id } of hooks) await waitForDeliveries(sql, id);
  return isEarly;
}

test("credits.low is sent once, however often failed requests hold and release credits", async () => {
  const person = await signUp(app);
  await sql`update accounts set credits_low_at = 20 where id = ${person.accountId}`;
  const hook = await registerEndpoint(person, receiver.url("/low-once"), ["credits.low"]);
  const grant = (credits: number) => sql`
    select grant_credits(
      ${person.accountId}, gen_random_uuid(), ${credits}, 'purchase', null, gen_random_uuid()::text
    )`;
  await grant(25);
  const reply = await person.call("/api/account/keys", { json: { dialect: "hub" } });
  const { key } = (await reply.json()) as { key: string };
  for (let round = 0; round < 3; round++) {
    expect((await createHubGeneration({ key }, app.url, { prompt: "#fail" })).status).toBe(500);
  }
  expect(await waitForDeliveries(sql, hook.id)).toHaveLength(1);
  await grant(10);
  for (let round = 0; round < 3; round++) await createHubGeneration({ key }, app.url);
  expect(await waitForDeliveries(sql, hook.id)).toHaveLength(2);
});

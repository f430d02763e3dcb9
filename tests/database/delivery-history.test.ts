import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { runCleanup } from "../../jobs/cleanup.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { requestJson, type Schemas, signUpAdmin } from "../support/playground.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import {
  emitEvents,
  getDelivery,
  listDeliveries,
  registerEndpoint,
  waitForDeliveries,
} from "../support/webhooks.ts";

const DAY = 86_400;
const MIGRATION = "0054_delivery_history";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let boss: AccountClient;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

/** Runs the cleanup a number of days from now. */
async function cleanUpAfter(days: number): Promise<void> {
  await moveClock(app.databaseUrl, days * DAY);
  await runCleanup(app.ctx);
  await moveClock(app.databaseUrl, 0);
}

/** Returns the tables in which a delivery and its attempts are. */
async function placesOf(id: string): Promise<string[]> {
  const rows = await sql<{ place: string }[]>`
    select tableoid::regclass::text as place from webhook_deliveries where id = ${id}
    union all
    select tableoid::regclass::text from webhook_deliveries_history where id = ${id}
    union all
    select tableoid::regclass::text from webhook_attempts where delivery_id = ${id}
    union all
    select tableoid::regclass::text from webhook_attempts_history where delivery_id = ${id}`;
  return rows.map(({ place }) => place);
}

/** Sets the times of deliveries back, without moving the clock, which jobs of the queue do not follow. */
async function age(ids: string[], days: number): Promise<void> {
  await sql`
    update webhook_deliveries
    set created_at = created_at - ${days} * interval '1 day',
      ended_at = ended_at - ${days} * interval '1 day'
    where id = any (${ids})`;
}

const LIVE = ["webhook_deliveries", "webhook_attempts"];

function historyOf(at: Date): string[] {
  const month = at.toISOString().slice(0, 7).replace("-", "_");
  return LIVE.map((table) => `${table}_${month}`);
}

/** Returns the tables for a delivery of the history. The month may have changed since it was created. */
async function historyFor(id: string): Promise<string[]> {
  const [row] = await sql<{ at: Date }[]>`
    select created_at as at from webhook_deliveries_history where id = ${id}`;
  return historyOf(row?.at ?? expect.unreachable());
}

/** Registers an endpoint of a new account, and delivers a number of events to it. */
async function deliver(path: string, count: number) {
  const person = await signUp(app);
  const hook = await registerEndpoint(person, receiver.url(path));
  await emitEvents(sql, person.accountId, { count });
  await receiver.wait(path, count);
  const rows = await waitForDeliveries(sql, hook.id);
  return { person, hook, ids: rows.map(({ id }) => id) };
}

test("a database of the release before keeps its deliveries, and moves them a day later", async () => {
  const { person, hook, ids } = await deliver("/upgraded", 2);
  await sql`drop view all_webhook_deliveries, all_webhook_attempts`;
  await sql`drop table webhook_deliveries_history, webhook_attempts_history`;
  await sql`delete from migrations where name = ${MIGRATION}`;
  await age(ids, 20);
  expect(await migrate(app.databaseUrl, createLog("error"))).toContain(MIGRATION);
  await runCleanup(app.ctx);
  const [id = ""] = ids;
  expect(await placesOf(id)).toEqual(LIVE);
  await cleanUpAfter(2);
  expect(await placesOf(id)).toEqual(await historyFor(id));
  expect(await listDeliveries(person, hook.id)).toHaveLength(2);
  await sql`update migrations set applied_at = applied_at - interval '2 days' where name = ${MIGRATION}`;
});

test("deliveries move to their month a day after their end, and stay visible", async () => {
  const { person, hook, ids } = await deliver("/moved", 3);
  const [id = ""] = ids;
  const readAll = async () => ({
    list: await listDeliveries(person, hook.id),
    filtered: await listDeliveries(person, hook.id, "?status=delivered"),
    detail: await getDelivery(person, hook.id, id),
    endpoints: await requestJson<object>(person, "/api/account/webhooks"),
    operator: await requestJson<object>(
      boss,
      `/api/admin/deliveries?account_id=${person.accountId}`,
    ),
  });
  const before = await readAll();
  expect(before.detail.attempts).toHaveLength(1);
  await cleanUpAfter(0);
  expect(await placesOf(id)).toEqual(LIVE);
  await cleanUpAfter(2);
  expect(await placesOf(id)).toEqual(await historyFor(id));
  expect(await readAll()).toEqual(before);
});

test("a page continues from the live deliveries into the history", async () => {
  const { person, hook } = await deliver("/paged", 3);
  await cleanUpAfter(2);
  await emitEvents(sql, person.accountId, { count: 3 });
  await receiver.wait("/paged", 6);
  await waitForDeliveries(sql, hook.id);
  const path = `/api/account/webhooks/${hook.id}/deliveries?limit=2`;
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: { data: { id: string; created_at: string }[]; next_cursor: string | null } =
      await requestJson(person, `${path}${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(seen).toHaveLength(6);
  expect(seen).toEqual((await listDeliveries(person, hook.id)).map(({ id }) => id));
});

test("a delivery of the history is resent with its id and body, and numbers its attempts on", async () => {
  const { person, hook, ids } = await deliver("/resent", 2);
  const [id = ""] = ids;
  await cleanUpAfter(2);
  const path = `/api/account/webhooks/${hook.id}/deliveries/${id}/resend`;
  const replies = await Promise.all(
    [1, 2, 3].map(() => person.call(path, { method: "POST" }).then(({ status }) => status)),
  );
  expect(replies).toContain(202);
  await receiver.wait("/resent", 3);
  await waitForDeliveries(sql, hook.id);
  const own = receiver.at("/resent").filter((each) => each.id === id);
  expect(own[1]?.body).toBe(own[0]?.body ?? "");
  const { attempts } = await getDelivery(person, hook.id, id);
  expect(attempts.map(({ number }) => number)).toEqual(own.map((_, index) => index + 1));
  expect((await placesOf(id)).toSorted()).toEqual(
    ["webhook_deliveries", ...own.map(() => "webhook_attempts")].toSorted(),
  );
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

test("failed deliveries of both tables are resent together", async () => {
  const { person, hook, ids } = await deliver("/failed", 3);
  await sql`update webhook_deliveries set state = 'skipped' where id = any (${ids})`;
  await age(ids.slice(0, 2), 3);
  await runCleanup(app.ctx);
  expect((await placesOf(ids[0] ?? "")).toSorted()).not.toContain("webhook_deliveries");
  expect(await placesOf(ids[2] ?? "")).toEqual(LIVE);
  const since = new Date(Date.now() - 5 * DAY * 1000).toISOString();
  const path = `/api/account/webhooks/${hook.id}/resend-failed`;
  expect((await person.call(path, { json: { since } })).status).toBe(202);
  const received = await receiver.wait("/failed", 6);
  await waitForDeliveries(sql, hook.id);
  for (const id of ids) expect(received.filter((each) => each.id === id)).toHaveLength(2);
});

test("resending while the cleanup moves deliveries loses none and sends none twice", async () => {
  const { person, hook, ids } = await deliver("/raced", 60);
  await age(ids, 2);
  const path = (id: string) => `/api/account/webhooks/${hook.id}/deliveries/${id}/resend`;
  const archive = async () => {
    for (let batch = 0; batch < 12; batch++) await sql`select archive_deliveries(5)`;
  };
  const [replies] = await Promise.all([
    Promise.all(ids.map((id) => person.call(path(id), { method: "POST" }))),
    archive(),
    runCleanup(app.ctx),
  ]);
  expect(replies.map(({ status }) => status)).toEqual(ids.map(() => 202));
  const received = await receiver.wait("/raced", 120);
  await waitForDeliveries(sql, hook.id);
  expect(received).toHaveLength(120);
  for (const id of ids) expect(received.filter((each) => each.id === id)).toHaveLength(2);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

test("deliveries of the history are erased with their generation", async () => {
  const person = await signUp(app);
  const hook = await registerEndpoint(person, receiver.url("/erased"), ["generation.succeeded"]);
  await sql`select grant_credits(${person.accountId}, gen_random_uuid(), 500, 'purchase', null, 'e')`;
  const made = await person.call("/api/account/keys", { json: { dialect: "hub" } });
  const { key } = (await made.json()) as { key: string };
  const { body } = await createHubGeneration({ key }, app.url);
  await receiver.wait("/erased", 1);
  const [row] = await waitForDeliveries(sql, hook.id);
  await cleanUpAfter(2);
  const generation = `/api/account/generations/${body.id}`;
  const detail = await requestJson<Schemas["GenerationDetail"]>(person, generation);
  expect(JSON.stringify(detail)).toContain(hook.url);
  expect((await person.call(generation, { method: "DELETE" })).status).toBe(204);
  expect(await placesOf(row?.id ?? "")).toEqual([]);
});

test("deliveries of the history are deleted after 30 days, and migrate drops empty partitions", async () => {
  const { person, hook, ids } = await deliver("/old", 2);
  await cleanUpAfter(2);
  await cleanUpAfter(29);
  expect(await listDeliveries(person, hook.id)).toHaveLength(2);
  await cleanUpAfter(31);
  expect(await listDeliveries(person, hook.id)).toEqual([]);
  expect(await placesOf(ids[0] ?? "")).toEqual([]);
});

test("migrate drops partitions of deliveries that are empty a month after their end", async () => {
  for (const table of LIVE)
    await sql.unsafe(
      `create table ${table}_2020_01 partition of ${table}_history ` +
        "for values from ('2020-01-01') to ('2020-02-01')",
    );
  await migrate(app.databaseUrl, createLog("error"));
  const left = await sql<{ name: string }[]>`
    select partition_name as name from list_month_partitions()`;
  const names = left.map(({ name }) => name);
  expect(names.filter((name) => name.endsWith("2020_01"))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(historyOf(new Date())));
});

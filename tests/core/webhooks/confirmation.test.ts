import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import {
  advanceClock,
  emitEvents,
  getEndpoint,
  registerEndpoint,
  waitForDeliveries,
} from "../../support/webhooks.ts";

const HOOKS = "/api/account/webhooks";
const PER_HOST = 100;

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let person: AccountClient;
let path: string;

beforeAll(async () => {
  receiver = startReceiver();
  const name = receiver.host.replace("127.0.0.1", "localhost");
  app = await startApp({ env: { OUTBOUND_ALLOW: `${receiver.host},${name}` } });
  sql = postgres(app.databaseUrl, { max: 2 });
});
beforeEach(async () => {
  await advanceClock(app, sql, 0);
  person = await signUp(app);
  path = `/${crypto.randomUUID()}`;
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

const reject = () => new Response("not now", { status: 503 });

/** Sends 34 events to each of three endpoints that reject them, until the rest has to wait. */
async function useUpAttempts() {
  const paths = [1, 2, 3].map((number) => `${path}/${number}`);
  for (const each of paths) receiver.answer(each, reject);
  const hooks = await Promise.all(
    paths.map((each) => registerEndpoint(person, receiver.url(each))),
  );
  await emitEvents(sql, person.accountId, { count: 34 });
  await eventually(isWaiting, { message: "The deliveries are not waiting" });
  return { paths, hooks };
}

/** Whether deliveries are left that nothing attempts. */
async function isWaiting(): Promise<boolean> {
  const [row] = await sql`
    select count(*) filter (where parked) > 0
      and not exists (
        select 1 from webhook_attempts a join webhook_endpoints e on e.id = a.endpoint_id
        where e.account_id = ${person.accountId} and a.ended_at is null
      )
      and count(*) filter (where state = 'pending' and not parked and next_attempt_at <= clock()) = 0
      as is_waiting
    from webhook_deliveries
    where account_id = ${person.accountId}`;
  return row?.is_waiting === true;
}

function countReceived(paths: string[]): number {
  return paths.flatMap((each) => receiver.at(each)).length;
}

describe("endpoints that have never responded with 2xx", () => {
  test("get 100 attempts an hour together, and the others once one responds", async () => {
    const { paths, hooks } = await useUpAttempts();
    expect(countReceived(paths)).toBe(PER_HOST);
    for (const each of paths) receiver.answer(each, () => new Response());
    await advanceClock(app, sql, 3_601);
    await sql`select graphile_worker.add_job('notify')`;
    for (const { id } of hooks) {
      const states = (await waitForDeliveries(sql, id)).map(({ state }) => state);
      expect(states).toEqual(Array<string>(34).fill("succeeded"));
      expect(await getEndpoint(person, id)).toMatchObject({ confirmed_at: expect.any(String) });
    }
  });

  test("share their attempts with deleted ones, and not with those of another host", async () => {
    const { paths, hooks } = await useUpAttempts();
    for (const { id } of hooks) await person.call(`${HOOKS}/${id}`, { method: "DELETE" });
    const next = await registerEndpoint(person, receiver.url(`${path}/next`));
    const elsewhere = receiver.url(`${path}/other`).replace("127.0.0.1", "localhost");
    await registerEndpoint(person, elsewhere);
    await emitEvents(sql, person.accountId);
    await receiver.wait(`${path}/other`, 1);
    const isParked = async () => {
      const rows = await sql`
        select 1 from webhook_deliveries where endpoint_id = ${next.id} and parked`;
      return rows.length > 0;
    };
    await eventually(isParked, { message: "The delivery to the new endpoint does not wait" });
    expect(countReceived([...paths, `${path}/next`])).toBe(PER_HOST);
  });
});

test("endpoints that wait for their next hour do not delay one that responds", async () => {
  await useUpAttempts();
  const good = receiver.url(`${path}/good`).replace("127.0.0.1", "localhost");
  const { id } = await registerEndpoint(person, good);
  await emitEvents(sql, person.accountId);
  await waitForDeliveries(sql, id);
  const opened = Promise.withResolvers<void>();
  receiver.answer(`${path}/good`, async () => {
    await opened.promise;
    return new Response();
  });
  await emitEvents(sql, person.accountId, { count: 30 });
  const isParked = async () => {
    const rows = await sql`
      select 1 from webhook_deliveries where endpoint_id = ${id} and parked offset 25`;
    return rows.length > 0;
  };
  await eventually(isParked, { message: "The deliveries to the good endpoint do not wait" });
  opened.resolve();
  await receiver.wait(`${path}/good`, 31);
});

test("an endpoint that has responded with 2xx is attempted as often as needed", async () => {
  receiver.answer(path, (_, count) => (count === 1 ? new Response() : reject()));
  const hook = await registerEndpoint(person, receiver.url(path));
  expect(hook).toMatchObject({ confirmed_at: null });
  await emitEvents(sql, person.accountId);
  await receiver.wait(path, 1);
  await waitForDeliveries(sql, hook.id);
  expect(await getEndpoint(person, hook.id)).toMatchObject({ confirmed_at: expect.any(String) });
  await emitEvents(sql, person.accountId, { count: PER_HOST + 1 });
  await receiver.wait(path, PER_HOST + 2);
});

test("a new URL is not confirmed by a response of the old one", async () => {
  const answered = Promise.withResolvers<void>();
  receiver.answer(path, async () => {
    await answered.promise;
    return new Response();
  });
  const hook = await registerEndpoint(person, receiver.url(path));
  await emitEvents(sql, person.accountId);
  await receiver.wait(path, 1);
  const json = { url: receiver.url(`${path}/new`) };
  const changed = await person.call(`${HOOKS}/${hook.id}`, { method: "PATCH", json });
  expect(changed.status).toBe(200);
  answered.resolve();
  const [row] = await waitForDeliveries(sql, hook.id);
  expect(row).toMatchObject({ state: "succeeded" });
  expect(await getEndpoint(person, hook.id)).toMatchObject({ confirmed_at: null });
  await emitEvents(sql, person.accountId);
  await receiver.wait(`${path}/new`, 1);
  await waitForDeliveries(sql, hook.id);
  expect(await getEndpoint(person, hook.id)).toMatchObject({ confirmed_at: expect.any(String) });
});

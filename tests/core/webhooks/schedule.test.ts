import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { requestJson, type Schemas } from "../../support/playground.ts";
import {
  isVerifiedByOpenai,
  type Receiver,
  startReceiver,
} from "../../support/webhook-receiver.ts";
import { isVerifiedBySample, isVerifiedByStandard } from "../../support/webhook-receiver.ts";
import {
  listDeliveries,
  emitEvents,
  getDelivery,
  getEndpoint,
  advanceClock,
} from "../../support/webhooks.ts";
import { registerEndpoint, waitForDeliveries } from "../../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let person: AccountClient;
/** Seconds that the database clock is ahead of the real time. */
let ahead = 0;
let path: string;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 2 });
});
beforeEach(async () => {
  ahead = 0;
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

async function advance(seconds: number): Promise<void> {
  ahead += seconds;
  await advanceClock(app, sql, ahead);
}

function overview(): Promise<Schemas["Overview"]> {
  return requestJson(person, "/api/account/overview");
}

/** Advances the clock to every retry of an endpoint until none is left. */
async function exhaust(hookId: string): Promise<void> {
  for (const pause of [31, 121, 601]) {
    await waitForDeliveries(sql, hookId);
    await advance(pause);
  }
  await waitForDeliveries(sql, hookId);
}

describe("a failed delivery", () => {
  test("is retried after 30 seconds, 2 minutes and 10 minutes, and then given up", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    const [first] = await receiver.wait(path, 1);
    await waitForDeliveries(sql, hook.id);
    const pauses = [30, 120, 600];
    for (const [at, pause] of pauses.entries()) {
      const { attempts, next_attempt_at } = await getDelivery(person, hook.id, first?.id ?? "");
      const { started_at, duration_ms } = attempts.at(-1) ?? expect.unreachable();
      const endedAt = Date.parse(started_at) + (duration_ms ?? 0);
      const pauseMs = Date.parse(next_attempt_at ?? "") - endedAt;
      expect(pauseMs / 1000).toBeWithin(pause, pause * 1.1);
      await advance(pause / 2);
      await waitForDeliveries(sql, hook.id);
      expect(receiver.at(path)).toHaveLength(at + 1);
      await advance(pause * 0.6);
      await receiver.wait(path, at + 2);
      await waitForDeliveries(sql, hook.id);
    }
    await advance(24 * 60 * 60);
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "exhausted", attempts: 4 });
    const received = receiver.at(path);
    expect(received).toHaveLength(4);
    expect(new Set(received.map(({ id, body }) => id + body)).size).toBe(1);
    const { attempts, next_attempt_at } = await getDelivery(person, hook.id, first?.id ?? "");
    expect(next_attempt_at).toBeNull();
    expect(attempts).toHaveLength(4);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 1,
      enabled: true,
    });
  });

  test("marks its endpoint as failing from its first failed attempt until one succeeds", async () => {
    receiver.answer(path, (_, count) => (count === 1 ? reject() : new Response()));
    const hook = await registerEndpoint(person, receiver.url(path));
    expect(hook).toMatchObject({ failing: false });
    await emitEvents(sql, person.accountId);
    await receiver.wait(path, 1);
    await waitForDeliveries(sql, hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      ...{ enabled: true, failing: true, failures_in_a_row: 0 },
      last_delivery: { status: "pending", attempt_count: 1, attempts_left: 3 },
    });
    expect((await overview()).webhooks).toMatchObject({ failing: 1 });
    await advance(31);
    await receiver.wait(path, 2);
    await waitForDeliveries(sql, hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failing: false,
      last_delivery: { status: "delivered", attempt_count: 2, attempts_left: 0 },
    });
    expect((await overview()).webhooks).toMatchObject({ failing: 0 });
  });

  test("is signed again for each attempt, so that its timestamp stays valid", async () => {
    receiver.answer(path, (_, count) => (count === 1 ? reject() : new Response()));
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    await receiver.wait(path, 1);
    await waitForDeliveries(sql, hook.id);
    await advance(31);
    const [first, second] = await receiver.wait(path, 2);
    const at = (headers: Record<string, string> = {}) => Number(headers["webhook-timestamp"]);
    expect(at(second?.headers) - at(first?.headers)).toBeGreaterThanOrEqual(30);
    expect(second && isVerifiedByStandard(hook.secret, second)).toBe(true);
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "succeeded", attempts: 2 });
  });

  for (const status of [300, 301, 302, 307, 308, 304, 400, 401, 404, 429, 500, 503]) {
    test(`includes a response with ${status}, and a redirect is not followed`, async () => {
      const elsewhere = receiver.url(`${path}/elsewhere`);
      receiver.answer(path, () => new Response(null, { status, headers: { location: elsewhere } }));
      const hook = await registerEndpoint(person, receiver.url(path));
      await emitEvents(sql, person.accountId);
      const [row] = await waitForDeliveries(sql, hook.id);
      expect(row).toMatchObject({ state: "pending", attempts: 1 });
      expect(receiver.at(`${path}/elsewhere`)).toHaveLength(0);
    });
  }
});

describe("a failing endpoint", () => {
  test("is disabled after eight consecutive deliveries were given up, not before", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId, { count: 7 });
    await exhaust(hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 7,
      enabled: true,
    });
    await emitEvents(sql, person.accountId);
    await exhaust(hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 8,
      enabled: false,
      disabled_reason: "failing",
    });
    const before = receiver.at(path).length;
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    expect(receiver.at(path)).toHaveLength(before);
    expect(await listDeliveries(person, hook.id)).toHaveLength(8);
  });

  test("restarts its failure count with every successful delivery and when it is enabled", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId, { count: 7 });
    await exhaust(hook.id);
    receiver.answer(path, () => new Response());
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 0,
      enabled: true,
    });
    receiver.answer(path, reject);
    await emitEvents(sql, person.accountId, { count: 8 });
    await exhaust(hook.id);
    expect((await getEndpoint(person, hook.id)).enabled).toBe(false);
    const change = { method: "PATCH", json: { enabled: true } };
    const reply = await person.call(`/api/account/webhooks/${hook.id}`, change);
    expect(await reply.json()).toMatchObject({
      failures_in_a_row: 0,
      enabled: true,
      disabled_reason: null,
      disabled_at: null,
    });
    receiver.answer(path, () => new Response());
    const since = new Date(0).toISOString();
    const failed = await person.call(`/api/account/webhooks/${hook.id}/resend-failed`, {
      json: { since },
    });
    expect(await failed.json()).toEqual({ resent: 15 });
    const rows = await waitForDeliveries(sql, hook.id);
    expect(rows.every(({ state }) => state === "succeeded")).toBe(true);
  });

  test("counts twenty concurrent failures exactly; no delivery starts after it is disabled", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId, { count: 20 });
    await exhaust(hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 8,
      enabled: false,
    });
    const rows = await waitForDeliveries(sql, hook.id);
    const given = rows.filter(({ state }) => state === "exhausted").length;
    // Four attempts may be running while the eighth delivery finishes.
    expect(given).toBeGreaterThanOrEqual(8);
    expect(given).toBeLessThanOrEqual(11);
    expect(rows.filter(({ state }) => state === "skipped")).toHaveLength(20 - given);
    const [late] = await sql`
      select 1
      from webhook_attempts a
        join webhook_endpoints e on e.id = a.endpoint_id
      where e.id = ${hook.id} and a.started_at > e.disabled_at`;
    expect(late).toBeUndefined();
  });

  test("is disabled immediately by 410", async () => {
    receiver.answer(path, () => new Response("gone", { status: 410 }));
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "exhausted", attempts: 1 });
    const found = await getEndpoint(person, hook.id);
    expect(found).toMatchObject({ enabled: false, disabled_reason: "gone" });
    expect(found.disabled_at).toBeString();
  });

  test("is disabled by 410 as gone, also if that is its eighth failure in a row", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId, { count: 7 });
    await exhaust(hook.id);
    receiver.answer(path, () => new Response("gone", { status: 410 }));
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    expect(await getEndpoint(person, hook.id)).toMatchObject({
      failures_in_a_row: 8,
      enabled: false,
      disabled_reason: "gone",
    });
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  });
});

describe("an endpoint that is removed", () => {
  for (const [what, change] of [
    ["disabled", { method: "PATCH", json: { enabled: false } }],
    ["deleted", { method: "DELETE" }],
  ] as const) {
    test(`by being ${what} receives none of the pending deliveries`, async () => {
      receiver.answer(path, reject);
      const hook = await registerEndpoint(person, receiver.url(path));
      await emitEvents(sql, person.accountId, { count: 3 });
      await waitForDeliveries(sql, hook.id);
      const before = receiver.at(path).length;
      await person.call(`/api/account/webhooks/${hook.id}`, change);
      await advance(31);
      const rows = await waitForDeliveries(sql, hook.id);
      expect(rows.map(({ state }) => state)).toEqual(["skipped", "skipped", "skipped"]);
      expect(receiver.at(path)).toHaveLength(before);
    });
  }

  test("after a failed attempt reports the attempt, and that the event was not delivered", async () => {
    receiver.answer(path, reject);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    const change = { method: "PATCH", json: { enabled: false } };
    await person.call(`/api/account/webhooks/${hook.id}`, change);
    expect(await listDeliveries(person, hook.id)).toMatchObject([
      {
        attempt_count: 1,
        last_status_code: 503,
        last_error: "The endpoint was disabled or removed before it was delivered.",
      },
    ]);
  });

  test("during an attempt keeps the result of the attempt", async () => {
    const held = Promise.withResolvers<Response>();
    receiver.answer(path, () => held.promise);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    await receiver.wait(path, 1);
    const change = { method: "PATCH", json: { enabled: false } };
    await person.call(`/api/account/webhooks/${hook.id}`, change);
    held.resolve(new Response("accepted"));
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "succeeded", attempts: 1 });
  });

  test("during an attempt that is answered with 410 has no audit entry after its deletion", async () => {
    const held = Promise.withResolvers<Response>();
    receiver.answer(path, () => held.promise);
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    await receiver.wait(path, 1);
    await person.call(`/api/account/webhooks/${hook.id}`, { method: "DELETE" });
    held.resolve(new Response("gone", { status: 410 }));
    const [row] = await waitForDeliveries(sql, hook.id);
    expect(row).toMatchObject({ state: "exhausted", attempts: 1 });
    const { data } = await requestJson<Schemas["AuditEntryList"]>(person, "/api/account/audit");
    const [last] = data.filter(({ subject }) => subject === hook.id);
    expect(last?.action).toBe("webhook.delete");
  });
});

describe("a rotated webhook secret", () => {
  test("signs together with the old one for 24 hours, also during a delivery, and then alone", async () => {
    receiver.answer(path, (_, count) => (count === 1 ? reject() : new Response()));
    const hook = await registerEndpoint(person, receiver.url(path));
    await emitEvents(sql, person.accountId);
    await receiver.wait(path, 1);
    await waitForDeliveries(sql, hook.id);
    const reply = await person.call(`/api/account/webhooks/${hook.id}/rotate-secret`, {
      method: "POST",
    });
    const { secret, secret_last_four } = (await reply.json()) as {
      secret: string;
      secret_last_four: string;
    };
    expect(secret).not.toBe(hook.secret);
    expect(secret).toEndWith(secret_last_four);
    await advance(31);
    const [, second] = await receiver.wait(path, 2);
    if (second === undefined) throw new Error("Nothing was received");
    expect(second.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const each of [hook.secret, secret]) {
      expect(isVerifiedByStandard(each, second)).toBe(true);
      expect(await isVerifiedByOpenai(each, second)).toBe(true);
    }
    expect(isVerifiedBySample(secret, second)).toBe(true);
    expect(isVerifiedBySample(hook.secret, second)).toBe(false);
    await waitForDeliveries(sql, hook.id);
    await sql`
      update webhook_endpoints set old_secret_until = clock() - interval '1 second' where id = ${hook.id}`;
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    const [, , third] = await receiver.wait(path, 3);
    expect(third && isVerifiedByStandard(secret, third)).toBe(true);
    expect(third && isVerifiedByStandard(hook.secret, third)).toBe(false);
    expect((await getEndpoint(person, hook.id)).old_secret_until).toBeNull();
  });
});

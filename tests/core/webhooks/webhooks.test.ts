import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import {
  isVerifiedByOpenai,
  isVerifiedBySample,
  isVerifiedByStandard,
  type Received,
  type Receiver,
  startReceiver,
} from "../../support/webhook-receiver.ts";
import {
  listDeliveries,
  emitEvents,
  getDelivery,
  getEndpoint,
  type WebhookEndpoint,
  advanceClock,
  registerEndpoint,
  sendTest,
  waitForDeliveries,
} from "../../support/webhooks.ts";
import { eventually } from "../../support/eventually.ts";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let person: AccountClient;
let key: string;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 2 });
  person = await signUp(app);
  await sql`select grant_credits(${person.accountId}, gen_random_uuid(), 500, 'purchase', null, 'a')`;
  const made = await person.call("/api/account/keys", { json: { dialect: "hub" } });
  key = ((await made.json()) as { key: string }).key;
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

/** Verifies a delivery with every supported verifier. */
async function expectVerified(secret: string, received: Received): Promise<void> {
  expect(isVerifiedBySample(secret, received)).toBe(true);
  expect(isVerifiedByStandard(secret, received)).toBe(true);
  expect(await isVerifiedByOpenai(secret, received)).toBe(true);
}

describe("a webhook endpoint is notified", () => {
  test("of a successful generation, with the documented payload and valid signatures", async () => {
    const hook = await registerEndpoint(person, receiver.url("/succeeds"));
    const { body: made } = await createHubGeneration({ key }, app.url);
    const [received] = await receiver.wait("/succeeds", 1);
    if (received === undefined) throw new Error("Nothing was received");
    await expectVerified(hook.secret, received);
    expect(received.headers).toMatchObject({
      "content-type": "application/json",
      "x-gptimg-event": "generation.succeeded",
      "webhook-id": received.headers["x-gptimg-delivery"],
    });
    const { event, data, ...rest } = JSON.parse(received.body);
    expect(rest).toEqual({});
    expect(event).toBe("generation.succeeded");
    expect(Object.keys(data)).toEqual([
      ...["generationId", "type", "status", "outputs", "createdAt", "completedAt"],
    ]);
    const url = made.images?.[0]?.url;
    expect(data).toMatchObject({
      generationId: made.id,
      type: "text2img",
      status: "succeeded",
      outputs: [{ png: url, width: 1024, height: 1024 }],
    });
    for (const at of [data.createdAt, data.completedAt])
      expect(new Date(at).toISOString()).toBe(at);
  });

  const failures: [string, string][] = [
    ["#fail", "failed"],
    ["#blocked", "blocked"],
  ];
  for (const [prompt, status] of failures) {
    test(`of a generation that is ${status} with generation.failed, its status and the reason`, async () => {
      const path = `/${status}`;
      const hook = await registerEndpoint(person, receiver.url(path));
      await createHubGeneration({ key }, app.url, { prompt });
      const [received] = await receiver.wait(path, 1);
      if (received === undefined) throw new Error("Nothing was received");
      await expectVerified(hook.secret, received);
      expect(received.event).toBe("generation.failed");
      const { data } = JSON.parse(received.body);
      expect(data).toMatchObject({ status, outputs: [] });
      expect(data.error).toBeString();
      await person.call(`/api/account/webhooks/${hook.id}`, { method: "DELETE" });
    });
  }

  test("of a canceled generation", async () => {
    const hook = await registerEndpoint(person, receiver.url("/canceled"), ["generation.canceled"]);
    const { body } = await createHubGeneration({ key }, app.url, {
      async: true,
      prompt: "a hill #slow:20",
    });
    await sql`select cancel_generation(${body.id ?? ""}, ${person.accountId})`;
    const [received] = await receiver.wait("/canceled", 1);
    if (received === undefined) throw new Error("Nothing was received");
    await expectVerified(hook.secret, received);
    const { data } = JSON.parse(received.body);
    expect(data).toMatchObject({ generationId: body.id, status: "canceled", outputs: [] });
    expect(data).not.toHaveProperty("error");
  });

  test("once when credits fall below the account's limit, and again after they were above", async () => {
    const poor = await signUp(app);
    const reply = await poor.call("/api/account", {
      method: "PATCH",
      json: { credits_low_at: 20 },
    });
    expect(reply.status).toBe(200);
    const hook = await registerEndpoint(poor, receiver.url("/low"), ["credits.low"]);
    const grant = (credits: number) =>
      sql`
        select grant_credits(
          ${poor.accountId}, gen_random_uuid(), ${credits}, 'purchase', null, gen_random_uuid()::text
        )`;
    await grant(30);
    const { key: own } = (await (
      await poor.call("/api/account/keys", { json: { dialect: "hub" } })
    ).json()) as { key: string };
    for (let round = 0; round < 3; round++) await createHubGeneration({ key: own }, app.url);
    await grant(30);
    for (let round = 0; round < 3; round++) await createHubGeneration({ key: own }, app.url);
    const received = await receiver.wait("/low", 2);
    await waitForDeliveries(sql, hook.id);
    expect(received.map(({ body }) => JSON.parse(body).data)).toMatchObject([
      { credits: 14, threshold: 20 },
      { credits: 12, threshold: 20 },
    ]);
    for (const each of received) await expectVerified(hook.secret, each);
  });

  test("of credits 72 hours before they expire, once for each grant", async () => {
    const other = await signUp(app);
    const hook = await registerEndpoint(other, receiver.url("/expiring"), ["credits.expiring"]);
    await sql`
      select grant_credits(
        ${other.accountId}, gen_random_uuid(), days * 10, 'promo',
        clock() + days * interval '1 day', 'expiring ' || days
      )
      from unnest(array[2, 4]) as t (days)`;
    await sql`select notify_expiring_grants(100), notify_expiring_grants(100)`;
    await sql`select pg_notify('jobs:insert', '{"count":1}')`;
    const [received] = await receiver.wait("/expiring", 1);
    const rows = await waitForDeliveries(sql, hook.id);
    expect(rows.map(({ body }) => JSON.parse(body).data.credits)).toEqual([20]);
    if (received) await expectVerified(hook.secret, received);
  });

  test("only of the events it subscribed to, while it is enabled", async () => {
    const own = await signUp(app);
    const some = await registerEndpoint(own, receiver.url("/some"), ["generation.succeeded"]);
    const off = await registerEndpoint(own, receiver.url("/off"));
    const path = `/api/account/webhooks/${off.id}`;
    await own.call(path, { method: "PATCH", json: { enabled: false } });
    await emitEvents(sql, own.accountId, { event: "generation.succeeded" });
    await emitEvents(sql, own.accountId, { event: "generation.failed" });
    await receiver.wait("/some", 1);
    expect(await listDeliveries(own, some.id)).toHaveLength(1);
    expect(await listDeliveries(own, off.id)).toHaveLength(0);
    expect(await getEndpoint(own, off.id)).toMatchObject({
      enabled: false,
      disabled_reason: "by_you",
    });
    await own.call(path, { method: "PATCH", json: { enabled: true } });
    await emitEvents(sql, own.accountId, { event: "generation.failed" });
    await receiver.wait("/off", 1);
    expect(await getEndpoint(own, off.id)).toMatchObject({ enabled: true, disabled_reason: null });
  });
});

describe("a delivery", () => {
  let hook: WebhookEndpoint;
  beforeAll(async () => {
    hook = await registerEndpoint(person, receiver.url("/recorded"));
  });

  test("records each request and its response, truncated to 4 KB", async () => {
    receiver.answer(
      "/recorded",
      () => new Response(`<b>\0${"x".repeat(70_000)}`, { headers: { "x-own": "1" } }),
    );
    const id = await sendTest(person, hook.id);
    await receiver.wait("/recorded", 1);
    await waitForDeliveries(sql, hook.id);
    const detail = await getDelivery(person, hook.id, id);
    expect(detail).toMatchObject({
      test: true,
      status: "delivered",
      attempt_count: 1,
      last_status_code: 200,
    });
    const [attempt] = detail.attempts;
    expect(attempt?.request_headers["x-gptimg-delivery"]).toBe(id);
    expect(attempt?.response_headers["x-own"]).toBe("1");
    expect(attempt?.response_body).toStartWith("<b>\ufffdxxx");
    expect(Buffer.byteLength(attempt?.response_body ?? "")).toBeLessThanOrEqual(4096);
    expect(receiver.at("/recorded")[0]?.body).toBe(detail.body);
    receiver.answer("/recorded", () => new Response("accepted"));
  });

  test("of a test event has the example of its type, is tried once and counts as no failure", async () => {
    receiver.answer("/tests", () => new Response("no", { status: 500 }));
    const own = await registerEndpoint(person, receiver.url("/tests"), ["credits.low"]);
    for (const event of [
      ...["generation.succeeded", "generation.failed", "generation.canceled"],
      ...["credits.low", "credits.expiring"],
    ]) {
      await sendTest(person, own.id, event);
    }
    for (const received of await receiver.wait("/tests", 5))
      await expectVerified(own.secret, received);
    const rows = await waitForDeliveries(sql, own.id);
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(5).fill(["exhausted", 1]),
    );
    expect(await getEndpoint(person, own.id)).toMatchObject({
      enabled: true,
      failures_in_a_row: 0,
    });
  });

  test("of a test event is also sent to a disabled endpoint", async () => {
    const own = await registerEndpoint(person, receiver.url("/disabled"));
    await person.call(`/api/account/webhooks/${own.id}`, {
      method: "PATCH",
      json: { enabled: false },
    });
    await sendTest(person, own.id);
    expect(await receiver.wait("/disabled", 1)).toHaveLength(1);
  });

  test("is resent on demand with the same id, the same bytes and a new timestamp", async () => {
    const own = await registerEndpoint(person, receiver.url("/again"));
    await emitEvents(sql, person.accountId);
    await receiver.wait("/again", 1);
    const [row] = await waitForDeliveries(sql, own.id);
    const path = `/api/account/webhooks/${own.id}/deliveries/${row?.id}/resend`;
    await advanceClock(app, sql, 60);
    const reply = await person.call(path, { method: "POST" });
    expect(reply.status).toBe(202);
    await advanceClock(app, sql, 60);
    const [first, second] = await receiver.wait("/again", 2);
    expect(second?.id).toBe(first?.id ?? "");
    expect(second?.body).toBe(first?.body ?? "");
    expect(Number(second?.headers["webhook-timestamp"])).toBeGreaterThan(
      Number(first?.headers["webhook-timestamp"]) + 50,
    );
    await waitForDeliveries(sql, own.id);
    await advanceClock(app, sql, 0);
    const detail = await getDelivery(person, own.id, row?.id ?? "");
    expect(detail.attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("is erased with its generation, and cannot be sent again", async () => {
    const own = await registerEndpoint(person, receiver.url("/deleted"), ["generation.succeeded"]);
    const { body: made } = await createHubGeneration({ key }, app.url);
    await receiver.wait("/deleted", 1);
    const [row] = await waitForDeliveries(sql, own.id);
    const path = `/api/account/generations/${made.id}`;
    expect((await person.call(path, { method: "DELETE" })).status).toBe(204);
    const delivery = `/api/account/webhooks/${own.id}/deliveries/${row?.id}`;
    expect((await person.call(delivery)).status).toBe(404);
    expect((await person.call(`${delivery}/resend`, { method: "POST" })).status).toBe(404);
    expect(receiver.at("/deleted")).toHaveLength(1);
  });

  test("shows before its first attempt the body that it then sends", async () => {
    const own = await registerEndpoint(person, receiver.url("/unsent"), ["generation.failed"]);
    // The queue uses the real time, so no attempt starts until `waitForDeliveries` hurries the jobs.
    await advanceClock(app, sql, 3600);
    const make = () => createHubGeneration({ key }, app.url, { prompt: "#fail" });
    await Promise.all(Array.from({ length: 5 }, make));
    const listed = await listDeliveries(person, own.id);
    const shown = await Promise.all(listed.map(({ id }) => getDelivery(person, own.id, id)));
    expect(receiver.at("/unsent")).toEqual([]);
    await waitForDeliveries(sql, own.id);
    const received = await receiver.wait("/unsent", 5);
    await advanceClock(app, sql, 0);
    const contents = ({ id, body }: { id: string; body: string }) => `${id} ${body}`;
    expect(received.map(contents).toSorted()).toEqual(shown.map(contents).toSorted());
    await person.call(`/api/account/webhooks/${own.id}`, { method: "DELETE" });
  });

  test("is listed by page, state and event, and a cursor of another account is rejected", async () => {
    const own = await signUp(app);
    const paged = await registerEndpoint(own, receiver.url("/paged"));
    await emitEvents(sql, own.accountId, { count: 5 });
    await emitEvents(sql, own.accountId, { event: "generation.succeeded" });
    await receiver.wait("/paged", 6);
    await waitForDeliveries(sql, paged.id);
    const path = `/api/account/webhooks/${paged.id}/deliveries`;
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: { data: { id: string }[]; next_cursor: string | null } = await (
        await own.call(`${path}?limit=4${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(new Set(seen).size).toBe(6);
    expect(await listDeliveries(own, paged.id, "?event=generation.succeeded")).toHaveLength(1);
    expect(await listDeliveries(own, paged.id, "?status=failed")).toHaveLength(0);
    expect(await listDeliveries(own, paged.id, "?status=delivered")).toHaveLength(6);
    const foreign = await sendTest(person, hook.id);
    for (const cursor of [foreign, crypto.randomUUID(), "x", "' or 1=1"]) {
      const reply = await own.call(`${path}?cursor=${encodeURIComponent(cursor)}`);
      expect({ cursor, status: reply.status }).toEqual({ cursor, status: 400 });
    }
  });

  test("is kept for 30 days after it was created, and as long as it is pending", async () => {
    const own = await signUp(app);
    const kept = await registerEndpoint(own, receiver.url("/kept"));
    await emitEvents(sql, own.accountId, { count: 3 });
    await receiver.wait("/kept", 3);
    const rows = await waitForDeliveries(sql, kept.id);
    const age = (id: string | undefined, days: number) =>
      sql`
        update webhook_deliveries
        set created_at = created_at - ${days} * interval '1 day'
        where id = ${id ?? ""}`;
    await age(rows[0]?.id, 29);
    await age(rows[1]?.id, 31);
    await age(rows[2]?.id, 31);
    await sql`
      update webhook_deliveries
      set state = 'pending', tries_left = 4, ended_at = null,
        next_attempt_at = clock() + interval '1 hour'
      where id = ${rows[2]?.id ?? ""}`;
    await sql`select graphile_worker.add_job('reap')`;
    await eventually(async () => (await listDeliveries(own, kept.id)).length < 3, {
      message: "No delivery was deleted",
    });
    const left = (await listDeliveries(own, kept.id)).map(({ id }) => id);
    expect(left.toSorted()).toEqual([rows[0]?.id ?? "", rows[2]?.id ?? ""].toSorted());
  });
});

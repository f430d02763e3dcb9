import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import * as idempotency from "../../../src/core/generations/idempotency.ts";
import {
  settleInterruptions,
  watchResponse,
} from "../../../src/core/generations/interrupted-responses.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { getBalance } from "../../support/hub-client.ts";
import {
  countInterruptions,
  interruptCreate,
  openCreate,
  sendCreate,
} from "../../support/interrupted-create.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { withPlace } from "../../support/outage/database.ts";
import { untilAvailable } from "../../support/until-available.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const HUB = "/api/v1/images/generations";
const OPENAI = "/v1/images/generations";
const EDITS = "/v1/images/edits";
// The response does not wait for a result, because no worker runs.
const NOW = { prefer: "wait=0" };
const FIRST = { "x-stainless-retry-count": "0" };
const DRAWING = { width: 64, height: 64, format: "png", index: 0 } as const;
const RETRY = { "x-stainless-retry-count": "1" };

const env = { APP_SECRET: Bun.randomUUIDv7() + Bun.randomUUIDv7() };

let app: App;
let other: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false, env });
  // Dropped by the first app only.
  const database = { url: app.databaseUrl, drop: async () => undefined };
  other = await startApp({ worker: false, env, database });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await other.stop();
  await app.stop();
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

/** Sends an equal request that does not wait. */
const send = (headers: Record<string, string> = {}, body = {}) =>
  sendCreate(app, customer, { path: HUB, headers: { ...NOW, ...headers }, body });

const interrupt = (headers: Record<string, string> = {}) =>
  interruptCreate(app, customer, { path: HUB, headers });

describe("an identical request of the same API key", () => {
  test.each([
    ["hub", HUB, {}],
    ["openai", OPENAI, {}],
    ["openai stream", OPENAI, { stream: true }],
  ])("takes over a generation whose response was cut, once: %s", async (_name, path, body) => {
    const id = await interruptCreate(app, customer, { path, body });
    const create = { path, headers: NOW };
    const taken = await sendCreate(app, customer, create);
    const bought = await sendCreate(app, customer, create);
    expect(taken).toMatchObject({ id, replayed: true });
    expect(bought.replayed).toBe(false);
    expect(bought.id).not.toBe(id);
    expect(await getBalance(customer)).toMatchObject({ credits: 84, held: 16 });
  });

  test("is a new purchase if the response was written", async () => {
    const [first, second] = [await send(), await send()];
    expect([first.replayed, second.replayed]).toEqual([false, false]);
    expect(second.id).not.toBe(first.id);
  });

  test("is a new purchase while the connection of the first one is open", async () => {
    const open = await openCreate(app, customer, { path: HUB });
    expect((await send()).replayed).toBe(false);
    await open.interrupt();
    expect(await send()).toMatchObject({ id: open.id, replayed: true });
  });

  test("takes over once for each cut", async () => {
    const id = await interrupt();
    await interruptTakeOver(id);
    expect(await send()).toMatchObject({ id, replayed: true });
    expect((await send()).replayed).toBe(false);
  });

  test("takes over with inputs, without credits for another one", async () => {
    customer = await app.customer({ credits: 8 });
    const create = { path: EDITS, body: await createEdit() };
    const id = await interruptCreate(app, customer, create);
    const again = { ...create, headers: NOW };
    expect(await sendCreate(app, customer, again)).toMatchObject({ id, replayed: true });
    expect(await sendCreate(app, customer, again)).toMatchObject({ status: 402 });
  });

  test("is a new purchase 15 minutes after the cut, which is deleted after an hour", async () => {
    await interrupt();
    await moveClock(app.databaseUrl, 15 * 60 + 1);
    expect((await send()).replayed).toBe(false);
    await moveClock(app.databaseUrl, 3600 + 60);
    await idempotency.cleanUpIdempotencyKeys(app.ctx, 1_000);
    expect(await countRecords()).toBe(0);
    await moveClock(app.databaseUrl, 0);
  });

  test("is a new purchase if the generation was canceled", async () => {
    const id = await interrupt();
    await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
    expect((await send()).replayed).toBe(false);
  });
});

describe("a cut generation is not taken over by", () => {
  test("another prompt", async () => {
    await interrupt();
    expect((await send({}, { prompt: "a lake" })).replayed).toBe(false);
  });

  test("a request with an Idempotency-Key", async () => {
    await interrupt();
    expect((await send({ "idempotency-key": "order-1" })).replayed).toBe(false);
  });
});

test("requests at the same time at two servers take over each cut generation once", async () => {
  const open = [
    await openCreate(app, customer, { path: HUB }),
    await openCreate(app, customer, { path: HUB }),
  ];
  for (const each of open) await each.interrupt();
  const create = { path: HUB, headers: NOW };
  const replies = await Promise.all(
    [app, other, app, other, app, other].map((server) => sendCreate(server, customer, create)),
  );
  const taken = replies.filter(({ replayed }) => replayed).map(({ id }) => id);
  expect(taken.sort()).toEqual(open.map(({ id }) => id).sort());
  expect(new Set(replies.map(({ id }) => id)).size).toBe(6);
  expect(await getBalance(customer)).toMatchObject({ credits: 100 - 6 * 8 });
});

test("an open call of the Model Context Protocol is announced to the other servers", async () => {
  const messages: string[] = [];
  const end = other.ctx.db.listen("open_requests", (payload = "") => void messages.push(payload));
  const controller = new AbortController();
  const params = { name: "generate", arguments: { prompt: "a hill" } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
  const accept = "application/json, text/event-stream";
  const headers = { authorization: `Bearer ${customer.key}`, accept };
  const call = fetch(new URL("/mcp", app.url), {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body,
    signal: controller.signal,
  }).catch(() => undefined);
  const message = "The call was not announced";
  await eventually(() => messages.some((each) => each.includes('"opened","digests":["')), {
    message,
  });
  end();
  controller.abort();
  await call;
});

test("a server that stops says so, and is not asked about its requests any more", async () => {
  const database = { url: app.databaseUrl, drop: async () => undefined };
  const leaving = await startApp({ worker: false, env, database });
  const messages: string[] = [];
  app.ctx.db.listen("open_requests", (payload = "") => void messages.push(payload));
  for (const server of [app, leaving])
    expect(await sendCreate(server, customer, { path: HUB, headers: NOW })).toMatchObject({
      status: 202,
    });
  leaving.ctx.startShutdown();
  const message = "No server has left";
  await eventually(() => messages.some((each) => each.includes('"left"')), { message });
  await leaving.stop();
});

test("interruptions that are noticed together are recorded in one statement", async () => {
  const { accountId, keyId } = customer;
  const { id: generationId } = await send();
  const fingerprint = Buffer.alloc(32, 1);
  const caller = { accountId, keyId, runningLimit: undefined };
  const pending = { caller, generationId, fingerprint, signal: AbortSignal.abort() };
  for (let count = 0; count < 5; count++) watchResponse(app.ctx, pending);
  await settleInterruptions(app.ctx.db, keyId);
  const statement = `select count(*)::integer as records, count(distinct xmin::text)::integer as statements
    from interrupted_responses
    where key_id = $1`;
  const { rows }: { rows: object[] } = await app.ctx.db.query(statement, [keyId]);
  expect(rows).toEqual([{ records: 5, statements: 1 }]);
});

describe("of a client that marks its retries,", () => {
  test("the retry takes over and a later first attempt is a new purchase", async () => {
    const id = await interrupt(FIRST);
    expect(await send(RETRY)).toMatchObject({ id, replayed: true });
    expect((await send(FIRST)).replayed).toBe(false);
  });

  test("a first attempt takes over what an abandoned one has paid for", async () => {
    const id = await interrupt(FIRST);
    expect(await send(FIRST)).toMatchObject({ id, replayed: true });
  });

  test.each([
    ["hub", HUB, async () => ({})],
    ["with inputs", EDITS, createEdit],
  ])(
    "a first attempt between cut and retry makes the retry a purchase: %s",
    async (_name, path, toBody) => {
      const body = await toBody();
      const id = await interruptCreate(app, customer, { path, body, headers: FIRST });
      const sendMarked = (marks: Record<string, string>) =>
        sendCreate(app, customer, { path, body, headers: { ...NOW, ...marks } });
      expect(await sendMarked(FIRST)).toMatchObject({ id, replayed: true });
      const retry = await sendMarked(RETRY);
      expect(retry.replayed).toBe(false);
      expect(await sendMarked(RETRY)).toMatchObject({ id: retry.id, replayed: true });
    },
  );

  test("a retry that is rejected remains a purchase", async () => {
    customer = await app.customer({ credits: 8 });
    const id = await interrupt(FIRST);
    expect(await send(FIRST)).toMatchObject({ id, replayed: true });
    expect(await send(RETRY)).toMatchObject({ status: 402 });
    expect(await send(RETRY)).toMatchObject({ status: 402 });
  });

  test("two identical requests each get their own generation after both were cut", async () => {
    const open = [
      await openCreate(app, customer, { path: HUB, headers: FIRST }),
      await openCreate(app, customer, { path: HUB, headers: FIRST }),
    ];
    for (const each of open) await each.interrupt();
    const retries = [await send(RETRY), await send(RETRY)];
    expect(retries.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
  });

  test("a retry that arrives before its cut is noticed takes it over", async () => {
    const open = await openCreate(app, customer, { path: HUB, headers: FIRST });
    expect(await send(RETRY)).toMatchObject({ id: open.id, replayed: true });
    await open.interrupt();
    expect((await send()).replayed).toBe(false);
  });
});

test("a request with inputs takes over a generation also if a reply of the database is lost", () =>
  withPlace({ worker: false }, async ({ app: server, customer: client, line }) => {
    const create = { path: EDITS, body: await createEdit() };
    const id = await interruptCreate(server, client, create);
    // Otherwise the statement is prepared, and its text is not sent.
    line.cut();
    line.restore();
    const lost = line.loseReply("check_request");
    const taken = untilAvailable(() => sendCreate(server, client, { ...create, headers: NOW }));
    await lost;
    expect(await taken).toMatchObject({ id, replayed: true });
  }));

async function createEdit(): Promise<Record<string, unknown>> {
  return { images: [{ image_url: `data:image/png;base64,${await renderBase64(DRAWING)}` }] };
}

/** Takes over a generation with a request that is cut as well. */
async function interruptTakeOver(id: string): Promise<void> {
  const before = countInterruptions(app, id);
  const controller = new AbortController();
  const create = { path: HUB, signal: controller.signal };
  const ended = sendCreate(app, customer, create).catch(() => undefined);
  const message = "The generation was not taken over";
  await eventually(async () => (await countRecords("taken_by is not null")) === 1, { message });
  controller.abort();
  await ended;
  await eventually(() => countInterruptions(app, id) > before, { message: "It was not recorded" });
}

async function countRecords(condition = "true"): Promise<number> {
  const { rows }: { rows: { count: number }[] } = await app.ctx.db.query(
    `select count(*)::integer as count from interrupted_responses where key_id = $1 and ${condition}`,
    [customer.keyId],
  );
  return rows[0]?.count ?? 0;
}

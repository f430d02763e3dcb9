import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import { processBatch } from "../../../jobs/process-batch.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient } from "../../support/openai-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import {
  getDelivery,
  listDeliveries,
  registerEndpoint,
  sendTest,
  type WebhookEndpoint,
} from "../../support/webhooks.ts";

const ENDPOINT = "/v1/images/generations";
const EVENTS = ["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"];
let receiver: Receiver;
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  receiver = startReceiver();
  upstream = await startUpstream();
  app = await startApp({
    env: {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
      OUTBOUND_ALLOW: receiver.host,
    },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
  await receiver.stop();
});

interface Setup {
  person: AccountClient;
  client: OpenAI;
  hook: WebhookEndpoint;
  path: string;
}

/** Signs a customer up who has an endpoint for the events of batches, or for these. */
async function setUp(events = EVENTS, own = app): Promise<Setup> {
  const person = await signUp(own);
  const { accountId } = person;
  await own.ctx.db.query(
    "select grant_credits($1, gen_random_uuid(), 500, 'purchase', null, 'a')",
    [accountId],
  );
  const made = await person.call("/api/account/keys", { json: { dialect: "hub" } });
  const { key } = (await made.json()) as { key: string };
  const path = `/${accountId}`;
  const hook = await registerEndpoint(person, receiver.url(path), events);
  const client = openClient(own, { key }, { maxRetries: 0, webhookSecret: hook.secret });
  return { person, client, hook, path };
}

async function createBatch({ client }: Setup, prompt: string): Promise<OpenAI.Batch> {
  const body = { model: "gpt-image-2", prompt };
  const line = JSON.stringify({ custom_id: "a", method: "POST", url: ENDPOINT, body });
  return createFrom(client, line);
}

async function createFrom(client: OpenAI, text: string): Promise<OpenAI.Batch> {
  const file = await toFile(Buffer.from(text), "requests.jsonl");
  const { id: input_file_id } = await client.files.create({ file, purpose: "batch" });
  const wanted = { endpoint: ENDPOINT, completion_window: "24h" } as const;
  return client.batches.create({ input_file_id, ...wanted });
}

function toRowId(batchId: string): string {
  const hex = batchId.slice("batch_".length);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Waits for the only event and verifies it with the SDK. */
async function receive({ client, path }: Setup) {
  const [received] = await receiver.wait(path, 1);
  if (received === undefined) throw new Error("Nothing was received");
  return { received, event: await client.webhooks.unwrap(received.body, received.headers) };
}

describe("the end of a batch is sent in OpenAI's format, once:", () => {
  test("batch.completed, also if its job is repeated", async () => {
    const own = await setUp();
    const batch = await createBatch(own, "a hill");
    const { event, received } = await receive(own);
    expect(event).toEqual({
      id: `evt_${received.id.replaceAll("-", "")}`,
      object: "event",
      created_at: expect.any(Number),
      type: "batch.completed",
      data: { id: batch.id },
    });
    expect(received.event).toBe("batch.completed");
    const ended = await own.client.batches.retrieve(batch.id);
    expect(event.created_at).toBe(ended.completed_at ?? 0);
    const batchId = toRowId(batch.id);
    await Promise.all([1, 2, 3].map(() => processBatch(app.ctx, { batchId })));
    await own.client.batches.cancel(batch.id);
    expect(await listDeliveries(own.person, own.hook.id)).toHaveLength(1);
  });

  test("batch.failed, of a batch whose input is not valid", async () => {
    const own = await setUp();
    const { id } = await createFrom(own.client, "{}");
    expect((await receive(own)).event).toMatchObject({ type: "batch.failed", data: { id } });
  });

  test("batch.cancelled, after the requests that were running", async () => {
    const own = await setUp();
    const { id } = await createBatch(own, "a hill #up:hold");
    await own.client.batches.cancel(id);
    expect((await receive(own)).event).toMatchObject({ type: "batch.cancelled", data: { id } });
    expect((await own.client.batches.retrieve(id)).status).toBe("cancelled");
  });

  test("batch.expired, after 24 hours", async () => {
    const still = await startApp({ worker: false, env: { OUTBOUND_ALLOW: receiver.host } });
    const own = await setUp(EVENTS, still);
    const { id } = await createBatch(own, "a hill");
    const pass = () => processBatch(still.ctx, { batchId: toRowId(id) });
    await pass();
    await moveClock(still.databaseUrl, 25 * 3600);
    for (let passes = 0; passes < 4; passes++) await pass();
    const deliveries = await listDeliveries(own.person, own.hook.id);
    expect(deliveries).toMatchObject([{ event: "batch.expired" }]);
    const { body } = await getDelivery(own.person, own.hook.id, deliveries[0]?.id ?? "");
    expect(JSON.parse(body)).toMatchObject({ type: "batch.expired", data: { id } });
    expect(await findViolations(still.databaseUrl)).toEqual([]);
    await still.stop();
  });
});

describe("an endpoint", () => {
  test("that subscribes to other events gets none of a batch", async () => {
    const own = await setUp(["batch.failed", "key.leaked"]);
    const other = await registerEndpoint(own.person, receiver.url(`${own.path}/other`), EVENTS);
    await createBatch(own, "a hill");
    await receiver.wait(`${own.path}/other`, 1);
    expect(await listDeliveries(own.person, other.id)).toMatchObject([
      { event: "batch.completed", generation_id: null },
    ]);
    expect(await listDeliveries(own.person, own.hook.id)).toEqual([]);
  });

  test("gets test events of batches, which the SDK accepts", async () => {
    const own = await setUp();
    for (const [index, name] of EVENTS.entries()) {
      await sendTest(own.person, own.hook.id, name);
      const received = (await receiver.wait(own.path, index + 1))[index];
      if (received === undefined) throw new Error("Nothing was received");
      const event = await own.client.webhooks.unwrap(received.body, received.headers);
      expect(event.type as string).toBe(name);
    }
  });
});

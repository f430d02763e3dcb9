import { afterAll, beforeAll, expect, test } from "bun:test";
import { createDisk } from "../../src/storage/disk.ts";
import type { LinkSigning } from "../../src/storage/signed-links.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { createTask, getFinishedTask } from "../support/art-client.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { startS3 } from "../support/s3-server.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { eventually } from "../support/eventually.ts";
import { getDelivery, registerEndpoint } from "../support/webhooks.ts";
import { waitForGeneration } from "../support/wait-for-generation.ts";

const SECONDS = 3600;

let receiver: Receiver;
let app: App;
let person: AccountClient;

beforeAll(async () => {
  receiver = startReceiver();
  const env = { OUTBOUND_ALLOW: receiver.host, SIGNED_IMAGE_URLS_SECONDS: `${SECONDS}` };
  app = await startApp({ env });
  person = await signUp(app);
  const { accountId } = person;
  await app.ctx.db.query("update accounts set plan_id = 'pro' where id = $1", [accountId]);
  await app.ctx.db.query(
    "select grant_credits($1, gen_random_uuid(), 500, 'purchase', null, 'links')",
    [accountId],
  );
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

async function createKey(dialect: string): Promise<string> {
  const made = await person.call("/api/account/keys", { json: { dialect } });
  return ((await made.json()) as { key: string }).key;
}

async function send(dialect: string, path: string, body?: object): Promise<unknown> {
  const authorization = `Bearer ${await createKey(dialect)}`;
  const headers = { authorization, "content-type": "application/json" };
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return (await app.fetch(path, { headers, ...init })).json();
}

async function createHub(): Promise<string> {
  const made = await send("hub", "/api/v1/images/generations", {
    model: "gpt-image-2",
    prompt: "a hill",
    async: true,
  });
  const { id } = made as { id: string };
  await waitForGeneration(app, person, id);
  return id;
}

async function createPlus(): Promise<string> {
  const made = await send("plus", "/api/v1/generate", { prompt: "a hill" });
  const { generationId } = made as { generationId: string };
  await waitForGeneration(app, person, generationId);
  return generationId;
}

const READERS: [name: string, read: () => Promise<unknown>][] = [
  ["a synchronous hub response", () => send("hub", "/api/v1/images/generations", hubBody())],
  ["a hub poll", async () => send("hub", `/api/v1/generations/${await createHub()}`)],
  ["a plus poll", async () => send("plus", `/api/v1/generations/${await createPlus()}`)],
  ["an art task", () => readArtTask()],
  ["an OpenAI response", () => send("openai", "/v1/images/generations", openaiBody())],
  ["the Account API", async () => readAccount(`/generations/${await createPlus()}`)],
  ["a list of the Account API", async () => (await createHub(), readAccount("/generations"))],
  ["a webhook", () => readWebhook()],
];

test.each(READERS)("%s contains only URLs of images that are signed", async (_, read) => {
  const urls = listImageUrls(await read());
  expect(urls).not.toEqual([]);
  for (const url of urls) {
    expect(url).toContain("&signature=");
    const reply = await fetch(url);
    expect([reply.status, reply.headers.get("cache-control")]).toEqual([
      200,
      expect.stringMatching(/^private, max-age=\d+$/),
    ]);
    expect((await fetch(url.split("?")[0] ?? "")).status).toBe(403);
  }
});

test("a delivery that is sent again has new URLs of images, which work", async () => {
  const endpoint = await registerEndpoint(person, receiver.url("/resent"), [
    "generation.succeeded",
  ]);
  await createPlus();
  const [first] = await receiver.wait("/resent", 1);
  // A delivery is sent again only when its attempt was recorded.
  await eventually(
    async () => {
      const { status } = await getDelivery(person, endpoint.id, first?.id ?? "");
      return status === "delivered";
    },
    { message: "The delivery was not recorded" },
  );
  const expired = (first?.body ?? "").replaceAll(/expires=\d+/g, "expires=1");
  const sql = "update webhook_deliveries set body = $2 where id = $1 returning id";
  expect((await app.ctx.db.query(sql, [first?.id ?? "", expired])).rows).toHaveLength(1);
  const path = `/api/account/webhooks/${endpoint.id}/deliveries/${first?.id}/resend`;
  expect((await person.call(path, { method: "POST" })).ok).toBe(true);
  const [, second] = await receiver.wait("/resent", 2);
  const urls = listImageUrls(second?.body);
  expect(urls).not.toEqual([]);
  for (const url of urls) expect((await fetch(url)).status).toBe(200);
  expect(JSON.parse(second?.body ?? "").data.outputs).toHaveLength(1);
});

test("a signed URL of an own image is an input, and an expired or changed one is not", async () => {
  const customer = await app.customer({ dialect: "art" });
  const { body: made } = await createTask(customer);
  const [image] = (await getFinishedTask(app, customer, made.id)).data;
  const url = image?.url ?? "";
  expect((await fetch(url)).status).toBe(200);
  expect(await edit(customer, url)).toBe(200);
  const key = app.ctx.secrets.imageSigning;
  const expired = sign(app, { url, key, lifetimeSeconds: -SECONDS });
  for (const other of [expired, url.split("?")[0] ?? "", `${url}0`]) {
    expect(await edit(customer, other)).toBe(400);
  }
});

test("with a bucket, the URLs are presigned URLs of the bucket, which are inputs too", async () => {
  const s3 = await startS3();
  const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
  const own = await startApp({
    env: {
      ...{ S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_PUBLIC_URL: "https://cdn.example.com" },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
      SIGNED_IMAGE_URLS_SECONDS: `${SECONDS}`,
    },
  });
  const customer = await own.customer({ dialect: "art" });
  const { body } = await createTask(customer);
  const url = (await getFinishedTask(own, customer, body.id)).data[0]?.url ?? "";
  expect(url).toStartWith(`${endpoint}/${bucket}/generations/`);
  expect((await fetch(url)).status).toBe(200);
  expect(await edit(customer, url)).toBe(200);
  expect(await edit(customer, url.split("?")[0] ?? "")).toBe(400);
  const page = await fetch(own.url, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-security-policy")).toContain(endpoint);
  await own.stop();
  await s3.stop();
});

test("a URL that was signed with the secret before APP_SECRET works", async () => {
  const env = {
    SIGNED_IMAGE_URLS_SECONDS: `${SECONDS}`,
    APP_SECRET: "the secret that replaces the first",
    APP_SECRET_PREVIOUS: "the secret of the first start 0001",
  };
  const own = await startApp({ env });
  const customer = await own.customer({ dialect: "art" });
  const { body } = await createTask(customer);
  const url = (await getFinishedTask(own, customer, body.id)).data[0]?.url ?? "";
  const previous = own.ctx.secrets.previous?.imageSigning ?? expect.unreachable();
  const signed = sign(own, { url, key: previous, lifetimeSeconds: SECONDS });
  expect(signed).not.toBe(url);
  expect((await fetch(signed)).status).toBe(200);
  await own.stop();
});

/** Returns a URL for the image of another URL, signed with a key. */
function sign(
  { dataDir, url: origin }: App,
  { url, key, lifetimeSeconds }: { url: string; key: Buffer; lifetimeSeconds: number },
): string {
  const linkSigning: LinkSigning = { lifetimeSeconds, keys: [key] };
  const disk = createDisk({ root: dataDir, publicUrl: () => origin, secret: "", linkSigning });
  return disk.imageUrl(/generations\/[^?]+/.exec(url)?.[0] ?? "");
}

async function edit(customer: Customer, url: string): Promise<number> {
  return (await createTask(customer, { image_urls: [url] })).status;
}

function hubBody(): object {
  return { model: "gpt-image-2", prompt: "a hill" };
}

function openaiBody(): object {
  return { model: "gpt-image-2", prompt: "a hill", response_format: "url" };
}

async function readArtTask(): Promise<unknown> {
  const customer = await app.customer({ dialect: "art" });
  const { body } = await createTask(customer);
  return getFinishedTask(app, customer, body.id);
}

async function readAccount(path: string): Promise<unknown> {
  return (await person.call(`/api/account${path}`)).json();
}

async function readWebhook(): Promise<unknown> {
  await registerEndpoint(person, receiver.url("/signed"), ["generation.succeeded"]);
  await createPlus();
  const [first] = await receiver.wait("/signed", 1);
  return first?.body;
}

function listImageUrls(body: unknown): string[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return [...text.matchAll(/"(http[^"]*\/files\/generations\/[^"]*)"/g)].map(([, url = ""]) => url);
}

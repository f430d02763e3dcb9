import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import newman from "newman";
import { type App, type Customer, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { leaveOperatorWork, type OperatorWork } from "../support/operator-work.ts";
import { toAccountClient, sendRequest, signUp } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const root = join(import.meta.dir, "../..");

let upstream: Upstream;
let receiver: Receiver;
let app: App;
let folder: string;
/** A picture of the customer's own, as a file and in a URL. */
let picture: string;
let pictureUrl: string;
let inputFileId = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-postman-"));
  picture = join(folder, "picture.png");
  const webp = await renderBase64({ width: 64, height: 64, format: "webp", index: 0 });
  // A PNG that comes from a WebP has an alpha channel, as a mask needs it.
  const base64 = await new Bun.Image(Buffer.from(webp, "base64")).png().toBase64();
  await Bun.write(picture, Buffer.from(base64, "base64"));
  pictureUrl = `data:image/png;base64,${base64}`;
  upstream = await startUpstream();
  receiver = startReceiver();
  const env = {
    ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
    OUTBOUND_ALLOW: receiver.host,
  };
  app = await startApp({ env });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
  await receiver.stop();
  await rm(folder, { recursive: true });
});

test.each(["hub", "plus", "art", "openai"] as const)(
  "every request of the %s collection succeeds in order",
  async (dialect) => {
    const customer = await app.customer({ dialect });
    if (dialect === "openai") await uploadBatch(customer);
    const { collection, requests } = await fill(dialect, withOwn);
    const answers = await run(collection, { apiKey: customer.key });
    expect(answers.map(({ name }) => name)).toEqual(requests);
    expect(answers.filter(isRefused)).toEqual([]);
  },
);

const STREAM_REFUSED = expect.stringContaining("stream: cannot be combined with async");

test("requests of the openai collection also succeed as streams and with a mask", async () => {
  const customer = await app.customer({ dialect: "openai" });
  await uploadBatch(customer);
  const { collection, requests } = await fill("openai", (name, value) => {
    const own = withOwn(name, value);
    if (isBody(name, own) && !own.includes("input_file_id"))
      return JSON.stringify({ ...JSON.parse(own), stream: true });
    if (!isObject(own)) return own;
    if (own.key === "mask") return { ...own, disabled: false };
    return own.key === "stream" ? { ...own, value: "true", disabled: false } : own;
  });
  const all = await run(collection, { apiKey: customer.key });
  expect(all.map(({ name }) => name)).toEqual(requests);
  // A task cannot be streamed, and the ID of a response is not read from its stream.
  const isOfTask = (name: string) =>
    / task\b| in the background|^(?:Get|Delete|Cancel) a response$/.test(name);
  const creates = all.filter(({ name }) => name.includes("in the background"));
  expect(creates.length).toBeGreaterThan(0);
  for (const { status, text } of creates) expect([status, text]).toEqual([400, STREAM_REFUSED]);
  const answers = all.filter(({ name }) => !isOfTask(name));
  expect(answers.filter(isRefused)).toEqual([]);
  const streams = answers.filter(({ type }) => type === "text/event-stream");
  expect(streams.map(({ name }) => name)).toEqual(
    requests.filter((name) => / images?\b/.test(name) && !isOfTask(name)),
  );
  for (const { text } of streams) expect(text).toContain(".completed");
});

test("every request of the account collection succeeds, from signing up to deletion", async () => {
  const { sessionId, work } = await haveAdmin();
  const { collection, requests } = await fill("account", (name, value) => {
    const own = isObject(value) ? work[String(value.name)] : undefined;
    if (own !== undefined) {
      const text = JSON.stringify(value).replaceAll(/{{(\w+)}}/g, (given, id) => own[id] ?? given);
      return JSON.parse(text);
    }
    if (!isBody(name, value)) return withOwn(name, value);
    // Ada has an account; a second one signs up. Her webhook comes to this machine.
    if (value.includes('"name": "Ada"')) return value.replace("ada@", "second@");
    return value.replace("https://your-app.com/hooks/gptimg", receiver.url("/hook"));
  });
  const answers = await run(collection, { sessionId });
  expect(answers.map(({ name }) => name)).toEqual(requests);
  expect(answers.filter(isRefused)).toEqual([]);
});

/**
 * Creates the admin whose ids fill the collection: one of two admins, with a second session, a finished
 * generation, and work of another account that needs an operator.
 */
async function haveAdmin(): Promise<{ sessionId: string; work: OperatorWork }> {
  const account = { email: "ada@example.com", password: "correct horse battery" };
  const ada = await signUp(app, account);
  const other = await app.customer();
  const { query } = app.ctx.db;
  await query("update accounts set admin = true where id in ($1, $2)", [
    ada.accountId,
    other.accountId,
  ]);
  const grant = { credits: 500, source: "purchase", reason: "for the test" };
  await ada.call(`/api/admin/accounts/${ada.accountId}/grants`, { json: grant });
  const drawing = { model: "gpt-image-2", prompt: "a hill" };
  const made = await (await ada.call("/api/account/generations", { json: drawing })).json();
  // The last event reports the end.
  await (await ada.call(`/api/account/generations/${made.id}/events`)).text();
  const signedIn = await sendRequest(app, "/api/auth/sign-in", { json: account });
  const elsewhere = await toAccountClient(app, signedIn, account);
  const sessions = await (await elsewhere.call("/api/account/sessions")).json();
  const own = sessions.data.find(({ current }: { current: boolean }) => current);
  return { sessionId: own.id, work: await leaveOperatorWork(app, other, receiver.url("/other")) };
}

type Change = (name: string, value: unknown) => unknown;

/** The collection as a person fills it in, and the names of its requests. */
async function fill(dialect: string, change: Change) {
  const requests: string[] = [];
  const text = await Bun.file(join(root, `generated/postman/${dialect}.json`)).text();
  const collection = JSON.parse(text, change);
  for (const each of collection.item) {
    for (const { name, request } of each.item) if (request) requests.push(name);
  }
  return { collection, requests };
}

/** Uploads the input of the batch that the collection of the OpenAI dialect creates. */
async function uploadBatch(customer: Customer): Promise<void> {
  const url = "/v1/images/generations";
  const line = { custom_id: "1", method: "POST", url, body: { prompt: "a hill" } };
  const body = new FormData();
  body.append("purpose", "batch");
  body.append("file", new Blob([JSON.stringify(line)]), "requests.jsonl");
  inputFileId = (await (await customer.call("/v1/files", { method: "POST", body })).json()).id;
}

/** With pictures of their own in place of those that only the examples have. */
function withOwn(name: string, value: unknown): unknown {
  if (isBody(name, value))
    return value
      .replace("https://example.com/product.png", pictureUrl)
      .replace(/file-[0-9a-f]{32}/, inputFileId);
  return isObject(value) && value.type === "file" ? { ...value, src: picture } : value;
}

function isBody(name: string, value: unknown): value is string {
  return name === "raw" && typeof value === "string" && value.startsWith("{");
}

interface Answer {
  name: string;
  status: number;
  type: string | undefined;
  text: string;
}

async function run(collection: object, variables: Record<string, string>): Promise<Answer[]> {
  const given = Object.entries({ baseUrl: app.url, ...variables });
  const envVar = given.map(([key, value]) => ({ key, value }));
  const { promise, resolve, reject } = Promise.withResolvers<Answer[]>();
  newman.run({ collection, envVar, workingDir: folder }, (error, summary) => {
    if (error) return reject(error);
    const answers = summary.run.executions.map(({ item, response, requestError }) => ({
      name: item.name,
      status: response?.code ?? 0,
      type: response?.headers.get("content-type"),
      text: requestError?.message ?? response?.text() ?? "",
    }));
    resolve(answers);
  });
  return promise;
}

function isRefused({ status }: Answer): boolean {
  return status < 200 || status > 299;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

import { afterAll, beforeAll, expect } from "bun:test";
import { runCleanup } from "../../jobs/cleanup.ts";
import { createGrant } from "../../src/core/billing/grants.ts";
import { type AccountClient, sendRequest, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { startBatch } from "../support/batch-client.ts";
import { dumpDatabase } from "../support/dump-database.ts";
import { eventually } from "../support/eventually.ts";
import { requestJson, signUpAdmin } from "../support/playground.ts";

let app: App;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp({ env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  boss = await signUpAdmin(app);
});
afterAll(() => app.stop());

interface Given {
  person: AccountClient;
  /** The account with a key of the OpenAI-compatible API. */
  customer: Customer;
  /** A word that only the account has used. It is in its address. */
  word: string;
}

const IMAGES = "/v1/images/generations";
const MODEL = { model: "gpt-image-2" };
const RESPONSE = { input: "x", tools: [{ type: "image_generation" }] };
const SIGN_IN = "/api/auth/sign-in";

async function post(
  { customer }: Given,
  path: string,
  { body, headers = {} }: { body: object; headers?: object },
): Promise<void> {
  const all = { "content-type": "application/json", ...headers };
  const init = { method: "POST", headers: all, body: JSON.stringify(body) };
  await (await customer.call(path, init)).text();
}

const create =
  (toBody: (word: string) => object, toHeaders: (word: string) => object = () => ({})) =>
  (given: Given) =>
    post(given, IMAGES, {
      body: { ...MODEL, prompt: "x", ...toBody(given.word) },
      headers: toHeaders(given.word),
    });
const respond = (toBody: (word: string) => object) => (given: Given) =>
  post(given, "/v1/responses", { body: { ...RESPONSE, ...toBody(given.word) } });

/** Where each word is stored before the erasure, and how. */
const FIELDS: [string, (given: Given) => Promise<unknown>][] = [
  ["the prompt", create((prompt) => ({ prompt }))],
  ["a prompt that failed", create((word) => ({ prompt: `#fail ${word}` }))],
  ["a prompt that was refused", create((word) => ({ prompt: `#refused ${word}` }))],
  ["the end user", create((user) => ({ user }))],
  [
    "an idempotency key",
    create(
      () => ({}),
      (word) => ({ "idempotency-key": word }),
    ),
  ],
  [
    "the client of a create",
    create(
      () => ({}),
      (word) => ({ "user-agent": word }),
    ),
  ],
  ["the input of a response", respond((input) => ({ input }))],
  ["the metadata of a response", respond((word) => ({ metadata: { word } }))],
  ["the user of a response", respond((user) => ({ user }))],
  ["the arguments of a tool", callTool],
  ["the line of a batch", runBatch],
  ["the name of a file", createFile],
  ["the label of a key", ({ person, word }) => createKey(person, { dialect: "hub", label: word })],
  ["the URL of a webhook", createWebhook],
  ["the name of an upload", createUpload],
  [
    "the name of a profile",
    ({ person, word }) => person.call("/api/account", { method: "PATCH", json: { name: word } }),
  ],
  [
    "the client of a sign-in",
    ({ person: { email, password }, word }) =>
      sendRequest(app, SIGN_IN, { headers: { "user-agent": word }, json: { email, password } }),
  ],
  ["the address, after wrong passwords", signInWrongly],
  ["the address, after wrong confirmations", confirmWrongly],
  [
    "the address, after an export",
    async ({ person }) => (await person.call("/api/account/export")).bytes(),
  ],
  [
    "the reason of an operator",
    ({ person, word }) => {
      const json = { credits: 5, source: "promo", reason: word };
      return boss.call(`/api/admin/accounts/${person.accountId}/grants`, { json });
    },
  ],
];

function callTool(given: Given): Promise<void> {
  const args = { prompt: given.word, idempotency_key: given.word };
  const params = { name: "generate", arguments: args };
  const headers = { accept: "application/json, text/event-stream" };
  const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
  return post(given, "/mcp", { body, headers });
}

async function runBatch({ customer, word }: Given): Promise<void> {
  const body = { ...MODEL, prompt: word, user: word };
  await startBatch(
    customer,
    JSON.stringify({ custom_id: word, method: "POST", url: IMAGES, body }),
  );
  const isRead = async () =>
    (await findRows(word)).some((row) => row.startsWith("public.batch_lines"));
  await eventually(isRead, { message: "the line was not read" });
}

async function createFile({ customer, word }: Given): Promise<void> {
  const body = new FormData();
  body.append("purpose", "batch");
  body.append("file", new Blob(["{}"]), `${word}.jsonl`);
  await customer.call("/v1/files", { method: "POST", body });
}

function createKey(person: AccountClient, json: object): Promise<{ id: string; key: string }> {
  return requestJson(person, "/api/account/keys", { json });
}

function createWebhook({ person, word }: Given): Promise<Response> {
  const json = { url: `http://127.0.0.1:9/${word}`, label: word, events: ["generation.failed"] };
  return person.call("/api/account/webhooks", { json });
}

async function createUpload({ person, word }: Given): Promise<void> {
  await app.ctx.db.query("update accounts set plan_id = 'pro' where id = $1", [person.accountId]);
  const { key } = await createKey(person, { dialect: "plus" });
  const headers = { authorization: `Bearer ${key}` };
  const json = { filename: `${word}.png`, contentType: "image/png", size: 100 };
  await sendRequest(app, "/api/v1/upload", { headers, json });
}

async function signInWrongly({ person: { email } }: Given): Promise<void> {
  for (let attempt = 0; attempt < 11; attempt++)
    await sendRequest(app, SIGN_IN, { json: { email, password: "wrong" } });
}

async function confirmWrongly({ person }: Given): Promise<void> {
  for (let attempt = 0; attempt < 11; attempt++)
    await person.call("/api/account/confirm-password", { json: { password: "wrong" } });
}

/** Returns the rows of all tables that contain one of the words. */
async function findRows(...words: string[]): Promise<string[]> {
  return [...(await dumpDatabase(app))].flatMap(([table, rows]) =>
    rows.filter((row) => words.some((word) => row.includes(word))).map((row) => `${table} ${row}`),
  );
}

async function openAccount(): Promise<Given> {
  const word = `zebra${crypto.randomUUID().replaceAll("-", "")}`;
  const person = await signUp(app, { email: `${word}@example.com` });
  const { accountId, email } = person;
  await createGrant(app.ctx, { accountId, credits: 100, source: "purchase" });
  const { id: keyId, key } = await createKey(person, { dialect: "openai" });
  const call = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${key}`);
    return app.fetch(path, { ...init, headers });
  };
  return { person, customer: { accountId, email, keyId, key, call }, word };
}

async function erase({ accountId, password, call }: AccountClient): Promise<void> {
  expect((await call("/api/account/delete", { json: { password } })).status).toBe(204);
  const isErased = async () => {
    await runCleanup(app.ctx);
    const erased = "select 1 from accounts where id = $1 and erased_at is not null";
    return (await app.ctx.db.query(erased, [accountId])).rows.length === 1;
  };
  await eventually(isErased, { message: "the account was not erased" });
}

describeAttacks(
  "after the erasure of an account, no row of any table contains",
  FIELDS.map(([name, store]): Attack => [
    name,
    async () => {
      const given = await openAccount();
      const { word, person } = given;
      await store(given);
      expect((await findRows(word)).length).toBeGreaterThan(0);
      await erase(person);
      expect(await findRows(word)).toEqual([]);
      const left = (await findRows(person.accountId)).filter((row) => !row.includes(boss.email));
      // The address of its clients. That of the operator is kept.
      expect(left.filter((row) => row.includes("127.0.0.1"))).toEqual([]);
    },
  ]),
);

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import type { AccountClient } from "../../support/account-client.ts";
import { eventually } from "../../support/eventually.ts";
import { insertFormerKeys } from "../../support/former-keys.ts";
import {
  finishInPlayground,
  requestJson,
  type Schemas,
  signUpWithCredits,
} from "../../support/playground.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { canUnzip, unzip } from "../../support/unzip.ts";
import { registerEndpoint } from "../../support/webhooks.ts";

const PROMPT = "a hill of my own";
/** The request of a batch. */
const REQUEST = {
  ...{ custom_id: "one of a batch", method: "POST", url: "/v1/images/generations" },
  body: { model: "no-such-model", prompt: PROMPT },
};

let app: App;
let person: AccountClient;
let folder = "";

beforeAll(async () => {
  app = await startApp({ env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  person = await signUpWithCredits(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-export-"));
});

afterEach(() => rm(folder, { recursive: true }));

test.if(canUnzip)("the export contains all data of the account and no secrets", async () => {
  const { key } = await requestJson<{ key: string }>(person, "/api/account/keys", {
    json: { dialect: "openai", label: "shop" },
  });
  const { secret } = await registerEndpoint(person, "http://127.0.0.1:9/hook");
  const image = await renderBase64({ width: 512, height: 512, format: "png", index: 1 });
  const id = await editImage(key, image);
  const fileId = await uploadFile(key, JSON.stringify(REQUEST));
  const batchId = await finishBatch(key, fileId);
  const other = await signUpWithCredits(app);
  const { id: foreignId } = await finishInPlayground(app, other, { prompt: "of another account" });

  const files = await downloadExport();

  expect(files.map((name) => name.replace(id, "ID")).toSorted()).toEqual([
    ...["account.json", "audit-log.jsonl", "batches.jsonl", "files.jsonl"],
    ...[`files/${fileId}.jsonl`, "generations.jsonl"],
    ...["images/ID/0.png", "images/ID/1.png", "inputs/ID/0.png"],
    ...["keys.json", "ledger.csv", "webhooks.json"],
  ]);
  const texts = await Promise.all(
    files.filter((name) => !name.endsWith(".png")).map((name) => read(name).text()),
  );
  const text = texts.join("\n");
  for (const kept of [
    person.email,
    PROMPT,
    "shop",
    "http://127.0.0.1:9/hook",
    "key.create",
    "of a batch",
  ])
    expect(text).toContain(kept);
  for (const hidden of [key, secret, foreignId, "of another account", "password"])
    expect(text).not.toContain(hidden);
  expect(await readLines("files.jsonl")).toMatchObject([
    { filename: "requests.jsonl", purpose: "batch", name: `files/${fileId}.jsonl` },
    { filename: "batch_errors.jsonl", purpose: "batch_output", name: null },
  ]);
  expect(await readLines("batches.jsonl")).toMatchObject([
    { id: batchId, status: "completed", metadata: { shop: "of a hill" }, total: 1 },
    { batch_id: batchId, custom_id: REQUEST.custom_id, error_code: "model_not_found" },
  ]);
  const generation = JSON.parse(await read("generations.jsonl").text());
  expect(generation).toMatchObject({ id, prompt: PROMPT, receipt: { captured: 16 } });
  expect((await read("ledger.csv").text()).trim().split("\r\n")).toHaveLength(4);
  expect(await read(`inputs/${id}/0.png`).bytes()).toEqual(Buffer.from(image, "base64"));
  const url = new URL(generation.images[1].url).pathname;
  expect(await read(`images/${id}/1.png`).bytes()).toEqual(await (await app.fetch(url)).bytes());
});

test.if(canUnzip)("the export contains the metadata of responses", async () => {
  const { key } = await requestJson<{ key: string }>(person, "/api/account/keys", {
    json: { dialect: "openai", label: "responses" },
  });
  const metadata = { order: "a hill for Ada" };
  const created = await app.fetch("/v1/responses", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ input: PROMPT, tools: [{ type: "image_generation" }], metadata }),
  });
  expect(created.status).toBe(200);
  await downloadExport();
  expect(await readLines("generations.jsonl")).toContainEqual(
    expect.objectContaining({ response: expect.objectContaining({ metadata }) }),
  );
});

test.if(canUnzip)("the export contains all keys, also those that lists omit", async () => {
  const sql = postgres(app.databaseUrl, { max: 1 });
  await insertFormerKeys(sql, person.accountId, 450);
  await sql.end();
  const { data } = await requestJson<Schemas["KeyList"]>(person, "/api/account/keys");
  const listed = data.map(({ id }) => id);
  await downloadExport();
  const exported = JSON.parse(await read("keys.json").text()).map(({ id }: { id: string }) => id);
  expect(exported).toEqual([...new Set(exported)]);
  expect(exported).toHaveLength(listed.length + 50);
  expect(exported).toEqual(expect.arrayContaining(listed));
});

test("the export requires a session", async () => {
  expect((await app.fetch("/api/account/export")).status).toBe(401);
});

/** Edits an image and returns the id of the generation. */
async function editImage(key: string, image: string): Promise<string> {
  const edited = await app.fetch("/v1/images/edits", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ prompt: PROMPT, n: 2 },
      images: [{ image_url: `data:image/png;base64,${image}` }],
    }),
  });
  expect(edited.status).toBe(200);
  return edited.headers.get("x-generation-id") ?? "";
}

async function downloadExport(): Promise<string[]> {
  const reply = await person.call("/api/account/export");
  expect(reply.headers.get("content-type")).toBe("application/zip");
  expect(reply.headers.get("content-disposition")).toContain('filename="darkroom-export.zip"');
  return unzip(await reply.bytes(), folder);
}

/** Uploads a file and returns the name of its object. */
async function uploadFile(key: string, text: string): Promise<string> {
  const body = new FormData();
  body.append("purpose", "batch");
  body.append("file", new Blob([text]), "requests.jsonl");
  const headers = { authorization: `Bearer ${key}` };
  const { id } = await (await app.fetch("/v1/files", { method: "POST", headers, body })).json();
  return id.replace(/^file-(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Creates a batch and returns its id once it has ended. */
async function finishBatch(key: string, fileId: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({
    ...{ input_file_id: `file-${fileId.replaceAll("-", "")}`, completion_window: "24h" },
    ...{ endpoint: "/v1/images/generations", metadata: { shop: "of a hill" } },
  });
  const { id } = await (await app.fetch("/v1/batches", { method: "POST", headers, body })).json();
  const hasEnded = async () => {
    const batch = await (await app.fetch(`/v1/batches/${id}`, { headers })).json();
    return batch.status === "completed";
  };
  await eventually(hasEnded, { message: "the batch has not ended" });
  return id;
}

async function readLines(name: string): Promise<unknown[]> {
  const text = await read(name).text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function read(name: string): Bun.BunFile {
  return Bun.file(join(folder, "files", name));
}

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type OpenAI from "openai";
import type { Browser, Page } from "playwright-core";
import type { Call } from "../../src/docs/curl.ts";
import { listOperations, loadDocument } from "../../src/docs/documents.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { openBrowser } from "../support/chromium.ts";
import { SENDERS } from "../support/curl.ts";
import { openDocsPage } from "../support/docs-browser.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { openClient, postJson } from "../support/openai-client.ts";
import { createPlusGeneration, postPlus } from "../support/plus-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { renderBase64 } from "../support/upstream/images.ts";

const KEY = "YOUR_SECRET_TOKEN";
// Limits a step that is repeated.
const SOON = { timeout: 5_000 };
// curl itself if it is installed, because it parses the published form options.
const [[, send] = ["none", undefined]] = SENDERS;

const OPERATIONS = {
  hub: await listCalls("hub"),
  plus: await listCalls("plus"),
  art: await listCalls("art"),
  openai: await listCalls("openai"),
};

let folder: string;
let upstream: Upstream;
let app: App;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-samples-"));
  const drawing = { width: 512, height: 512, format: "png", index: 0 } as const;
  const image = Buffer.from(await renderBase64(drawing), "base64");
  for (const name of ["reference.png", "soap.png", "candle.png"])
    await Bun.write(join(folder, name), image);
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
  browser = await openBrowser();
  ({ page } = await openDocsPage(browser, app.url));
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await upstream.stop();
  await rm(folder, { recursive: true });
});

/** Returns the operations of an API, each with its summary. There are some. */
async function listCalls(dialect: string): Promise<[summary: string, call: Call][]> {
  const calls = listOperations(await loadDocument(dialect, "en"));
  expect(calls).not.toEqual([]);
  return calls.map((call) => [call.operation.summary, call]);
}

/** Opens an operation of a reference and returns its code sample. */
async function open(dialect: string, anchor: string) {
  await page.goto("about:blank");
  await page.goto(`/docs/${dialect}?lang=en#${anchor}`);
  const path = anchor.slice(anchor.indexOf("POST") + "POST".length);
  const sample = page.locator("pre", { hasText: `curl ${app.url}${path} ` }).first();
  await sample.waitFor();
  return sample;
}

const CREATES = [
  ["hub", "tag/images/POST/api/v1/images/generations"],
  ["plus", "tag/generations/POST/api/v1/generate"],
  ["art", "tag/tasks/POST/api/v1/images/generations"],
  ["openai", "tag/images/POST/v1/images/generations"],
] as const;
const FORMS = [
  ["hub", "tag/images/POST/api/v1/images/generations"],
  ["openai", "tag/images/POST/v1/images/edits"],
] as const;

/** Shows an operation of the open reference, without loading the page again. */
async function show({ method, path, operation }: Call): Promise<string> {
  const [tag = ""] = operation.tags ?? [];
  const anchor = `tag/${tag.toLowerCase()}/${method}${path}`;
  await page.evaluate((hash) => void (location.hash = hash), anchor);
  // In quotes if it has a query.
  const start = new RegExp(`curl '?${app.url}${path.replace(/\{.*/, "")}`);
  const section = page
    .locator("section", {
      has: page.getByRole("heading", { level: 3, name: operation.summary, exact: true }),
    })
    .last();
  const sample = section.locator("pre", { hasText: start }).first();
  await sample.waitFor();
  return (await sample.textContent()) ?? "";
}

/** The values for the ID in a path of a dialect. */
const IDS: Record<string, (customer: Customer, path: string) => Promise<string>> = {
  hub: async (customer: Customer) =>
    (await createHubGeneration(customer, app.url, { async: true })).body.id ?? "",
  plus: async (customer: Customer) => (await createPlusGeneration(customer)).body.generationId,
  art: async (customer: Customer) => {
    const init = { body: { prompt: "a hill" } };
    return (await (await postPlus(customer, "/api/v1/images/generations", init)).json()).id;
  },
  openai: async (customer, path) => {
    const client = openClient(app, customer);
    if (path.startsWith("/v1/files/")) return createFile(client, "vision");
    if (path.startsWith("/v1/batches/")) return createBatch(client);
    if (path.startsWith("/v1/responses/")) return createResponse(client);
    return path.includes("/tasks/") ? createTask(customer) : "gpt-image-2";
  },
};

async function createFile(client: OpenAI, purpose: "vision" | "batch"): Promise<string> {
  const url = "/v1/images/generations";
  const line = { custom_id: "1", method: "POST", url, body: { prompt: "a hill" } };
  const image = Bun.file(join(folder, "soap.png"));
  const file = purpose === "batch" ? new File([JSON.stringify(line)], "lines.jsonl") : image;
  return (await client.files.create({ file, purpose })).id;
}

async function createBatch(client: OpenAI): Promise<string> {
  const { id } = await client.batches.create({
    input_file_id: await createFile(client, "batch"),
    endpoint: "/v1/images/generations",
    completion_window: "24h",
  });
  return id;
}

async function createResponse({ responses }: OpenAI): Promise<string> {
  return (await responses.create({ input: "a hill", tools: [{ type: "image_generation" }] })).id;
}

async function createTask(customer: Customer): Promise<string> {
  const body = { prompt: "a hill" };
  const reply = await postJson(customer, "/v1/images/generations/async", { body });
  return (await reply.json()).task_id;
}

/** Replaces the example of a file in a body by the ID of a file of the customer. */
async function fillFileId(command: string, customer: Customer): Promise<string> {
  const example = /file-[0-9a-f]{32}/;
  if (!example.test(command)) return command;
  return command.replace(example, await createFile(openClient(app, customer), "batch"));
}

// One test for each operation: all of a large API can take longer than a test may.
describe.each(["hub", "plus", "art", "openai"] as const)(
  "in the reference of %s, the curl command runs unchanged, once key and IDs are filled in:",
  (dialect) => {
    let customer: Customer;

    beforeAll(async () => {
      customer = await app.customer({ dialect });
      await page.goto("about:blank");
      await page.goto(`/docs/${dialect}?lang=en`);
    });

    test.each(OPERATIONS[dialect])("%s", async (_, call) => {
      const id = (await IDS[dialect]?.(customer, call.path)) ?? "";
      const sample = (await show(call)).replace(KEY, customer.key);
      const path = call.path.replace(/\{\w+\}/, id);
      const url = new RegExp(
        `${app.url}${call.path.replace(/\{\w+\}/, "[^/\\s?']+")}(?=[?'\\s]|$)`,
      );
      const command = await fillFileId(sample.replace(url, app.url + path).trim(), customer);
      const reply = await send?.(command, folder);
      expect({ command, ok: reply?.ok }).toEqual({ command, ok: true });
    });
  },
);

describe("the published sample", () => {
  test.each(CREATES)(
    "of a create of %s contains neither Idempotency-Key nor Prefer",
    async (dialect, anchor) => {
      const sample = (await (await open(dialect, anchor)).textContent()) ?? "";
      expect(sample).toContain("--header 'Authorization:");
      expect(sample.toLowerCase()).not.toContain("idempotency-key");
      expect(sample.toLowerCase()).not.toContain("prefer");
    },
  );

  test.each(FORMS)("of a form with images of %s runs unchanged", async (dialect, anchor) => {
    const sample = await open(dialect, anchor);
    let command = (await sample.textContent()) ?? "";
    if (!command.includes("--form")) {
      const section = page.locator("section").filter({ has: sample }).last();
      const form = section.locator("pre", { hasText: "--form" }).first();
      // Scalar can render the operation again while it loads, and then forgets the selection.
      command = await eventually(
        async () => {
          await section.getByRole("button", { name: /Selected Content Type/ }).click(SOON);
          await page.getByRole("option", { name: "multipart/form-data" }).click(SOON);
          return form.textContent(SOON);
        },
        { message: "The sample of a form was not shown" },
      );
    }
    const { key } = await app.customer({ dialect, credits: 100 });
    const reply = await send?.(command.replace(KEY, key).trim(), folder);
    expect({ command, status: reply?.status }).toEqual({ command, status: 200 });
  });
});

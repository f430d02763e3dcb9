import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { listOperations, loadDocument } from "../../src/docs/documents.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { SENDERS } from "../support/curl.ts";
import { type CodeBlock, fillVariables, readCodeBlocks } from "../support/docs-samples.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { createPlusGeneration, uploadFile } from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { postJson } from "../support/openai-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

const ACCOUNT_OPERATIONS = await listSummaries("account");
const PASSWORD = "correct horse battery";
// curl itself if it is installed, because it parses the published options.
const [[, send] = ["none", undefined]] = SENDERS;

let folder: string;
let image: Buffer<ArrayBuffer>;
let upstream: Upstream;
let receiver: Receiver;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-reference-"));
  const drawing = { width: 512, height: 512, format: "png", index: 0 } as const;
  image = Buffer.from(await renderBase64(drawing), "base64");
  for (const name of ["reference.png", "soap.png", "candle.png"])
    await Bun.write(join(folder, name), image);
  upstream = await startUpstream();
  receiver = startReceiver();
  receiver.answer("/product.png", () => {
    return new Response(image, { headers: { "content-type": "image/png" } });
  });
  app = await startApp({
    env: {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
      OUTBOUND_ALLOW: receiver.host,
    },
  });
});

afterAll(async () => {
  upstream.release();
  await app.stop();
  await receiver.stop();
  await upstream.stop();
  await rm(folder, { recursive: true });
});

/** Runs a published command with real values for what it leaves to the reader. */
async function run(block: CodeBlock, values: Record<string, string>, inputKey = "") {
  const command = fillVariables(block.code, values)
    .replace("https://example.com/product.png", receiver.url("/product.png"))
    .replace("https://your-app.com/hooks/gptimg", receiver.url("/hook"))
    .replace(/uploads\/[\w-]+\.png/, inputKey)
    .replace(/file-[0-9a-f]{32}/, toFileId(block, values));
  const reply = await send?.(command.trim(), folder);
  const fault = reply?.ok ? "" : `${reply?.status} ${await reply?.text()}`;
  return { heading: block.heading, label: block.label, fault };
}

const BATCH_LINE = JSON.stringify({
  ...{ custom_id: "1", method: "POST", url: "/v1/images/generations" },
  body: { prompt: "a hill" },
});

async function createFile(customer: Customer, purpose: string, content: Blob): Promise<string> {
  const body = new FormData();
  body.append("purpose", purpose);
  body.append("file", content, "file");
  const reply = await customer.call("/v1/files", { method: "POST", body });
  return (await reply.json()).id;
}

function toFileId({ heading }: CodeBlock, values: Record<string, string>): string {
  return (heading === "Create a batch" ? values.INPUT_ID : values.FILE_ID) ?? "";
}

async function readSamples(dialect: string): Promise<CodeBlock[]> {
  const blocks = await readCodeBlocks(app, dialect);
  const samples = blocks.filter(({ kind }) => kind === "sh");
  const headings = [...new Set(samples.map(({ heading }) => heading))];
  expect(headings).toEqual(await listSummaries(dialect));
  return samples;
}

async function listSummaries(dialect: string): Promise<string[]> {
  const operations = listOperations(await loadDocument(dialect, "en"));
  return operations.map(({ operation }) => operation.summary ?? "");
}

const CREATED = {
  hub: async (customer: Customer) => ({
    GENERATION_ID: (await createHubGeneration(customer, app.url, { async: true })).body.id ?? "",
  }),
  plus: async (customer: Customer) => ({
    ID: (await createPlusGeneration(customer)).body.generationId,
  }),
  art: async (customer: Customer) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ prompt: "a hill" });
    const init = { method: "POST", headers, body };
    const reply = await customer.call("/api/v1/images/generations", init);
    return { TASK_ID: (await reply.json()).id as string };
  },
  openai: async (customer: Customer, { code }: CodeBlock) => {
    const inputId = await createFile(customer, "batch", new Blob([BATCH_LINE]));
    const fileId = await createFile(customer, "vision", new Blob([image]));
    const wanted = { endpoint: "/v1/images/generations", completion_window: "24h" };
    // Only where it is needed: an account may have 20 unfinished batches.
    const batch = code.includes("$BATCH_ID")
      ? await postJson(customer, "/v1/batches", { body: { input_file_id: inputId, ...wanted } })
      : undefined;
    const task = await postJson(customer, "/v1/images/generations", {
      body: { prompt: "a hill", async: true },
    });
    const response = await postJson(customer, "/v1/responses", {
      body: { input: "a hill", tools: [{ type: "image_generation" }] },
    });
    return {
      ...{ FILE_ID: fileId, INPUT_ID: inputId },
      RESPONSE_ID: (await response.json()).id as string,
      TASK_ID: (await task.json()).task_id as string,
      ...(batch && { BATCH_ID: (await batch.json()).id as string }),
    };
  },
};

test.each(["hub", "plus", "art", "openai"] as const)(
  "every operation of %s has a sample in Markdown, and every sample succeeds",
  async (dialect) => {
    const customer = await app.customer({ dialect });
    const inputKey = dialect === "plus" ? (await uploadFile(customer, image)).key : "";
    for (const block of await readSamples(dialect)) {
      const values = { API_KEY: customer.key, ...(await CREATED[dialect](customer, block)) };
      expect(await run(block, values, inputKey)).toMatchObject({ fault: "" });
    }
  },
);

describe("every operation of account has a sample in Markdown, and every sample succeeds:", () => {
  let samples: CodeBlock[];

  beforeAll(async () => {
    samples = await readSamples("account");
    await signUp(app, { email: "ada@example.com", password: PASSWORD });
  });

  test.each(ACCOUNT_OPERATIONS)("%s", async (summary) => {
    for (const block of samples.filter(({ heading }) => heading === summary)) {
      const isSignUp = block.heading === "Create an account";
      const isDeletion = block.heading === "Delete the account";
      const code = isSignUp ? block.code.replace("ada@", "second@") : block.code;
      const password = isDeletion ? "staple of another kind" : PASSWORD;
      const admin = await signUpAdmin(password);
      const values = await createValues(admin, code);
      expect(await run({ ...block, code }, values)).toMatchObject({ fault: "" });
    }
  });
});

async function signUpAdmin(password: string): Promise<AccountClient> {
  const admin = await signUp(app, { password });
  await app.ctx.db.query("update accounts set admin = true where id = $1", [admin.accountId]);
  await grantCredits(admin);
  return admin;
}

async function grantCredits(admin: AccountClient): Promise<{ GRANT_ID: string }> {
  const json = { credits: 100, source: "purchase", reason: "for the test" };
  const reply = await admin.call(`/api/admin/accounts/${admin.accountId}/grants`, { json });
  return { GRANT_ID: (await reply.json()).id };
}

/** Creates what the variables of a command name. */
async function createValues(admin: AccountClient, code: string): Promise<Record<string, string>> {
  const values: Record<string, string> = {
    SESSION: admin.cookie.slice(admin.cookie.indexOf("=") + 1),
    ACCOUNT_ID: admin.accountId,
    ...(code.includes("/api/admin/generations/") && (await createUnfinishedGeneration(code))),
  };
  const names = [...code.matchAll(/\$([A-Z_]+)/g)].map(([, name = ""]) => name);
  for (const name of names) {
    if (values[name] === undefined) Object.assign(values, await CREATORS[name]?.(admin, values));
  }
  return values;
}

type Create = (
  admin: AccountClient,
  values: Record<string, string>,
) => Promise<Record<string, string>>;

const CREATORS: Record<string, Create> = {
  KEY_ID: async (admin) => ({ KEY_ID: await post(admin, "keys", { dialect: "hub" }) }),
  WEBHOOK_ID: async (admin) => ({
    WEBHOOK_ID: (await registerEndpoint(admin, receiver.url("/hook"))).id,
  }),
  DELIVERY_ID: async (admin, { WEBHOOK_ID }) => {
    const id = WEBHOOK_ID ?? (await registerEndpoint(admin, receiver.url("/hook"))).id;
    const deliveryId = await sendTest(admin, id);
    // Only one that has ended is sent again.
    const text = "select 1 from webhook_deliveries where id = $1 and state <> 'pending'";
    const hasEnded = async () => (await app.ctx.db.query(text, [deliveryId])).rows.length > 0;
    await eventually(hasEnded, { message: "The delivery did not end" });
    return { DELIVERY_ID: deliveryId };
  },
  SESSION_ID: async (admin) => {
    await admin.call("/api/auth/sign-in", { json: { ...admin, password: PASSWORD } });
    const { data } = await (await admin.call("/api/account/sessions")).json();
    return { SESSION_ID: data.find(({ current }: { current: boolean }) => current).id };
  },
  GRANT_ID: grantCredits,
  JOB_ID: createDeadJob,
  GENERATION_ID: createFinishedGeneration,
  IMAGE_ID: createFinishedGeneration,
};

/** Creates a job that has used up its attempts. */
async function createDeadJob(): Promise<{ JOB_ID: string }> {
  const key = crypto.randomUUID();
  const sql = postgres(app.databaseUrl, { max: 1 });
  await sql`select graphile_worker.add_job('reap', job_key => ${key}, run_at => 'tomorrow')`;
  const [row] = await sql<{ id: string }[]>`
    update graphile_worker._private_jobs
    set attempts = max_attempts, last_error = 'the disk is full'
    where key = ${key} returning id::text`;
  await sql.end();
  return { JOB_ID: row?.id ?? "" };
}

async function createFinishedGeneration(admin: AccountClient): Promise<Record<string, string>> {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("reference_image", new Blob([image], { type: "image/png" }), "reference.png");
  const reply = await admin.call("/api/account/generations", { method: "POST", body: form });
  const { id } = await reply.json();
  // The stream ends when the generation has finished.
  await (await admin.call(`/api/account/generations/${id}/events`)).text();
  const { images } = await (await admin.call(`/api/account/generations/${id}`)).json();
  return { GENERATION_ID: id, IMAGE_ID: images[0].id };
}

/** Starts a generation that the provider does not answer. */
async function createUnfinishedGeneration(code: string): Promise<Record<string, string>> {
  const request = { prompt: "a hill #up:hold", async: true };
  const { body } = await createHubGeneration(await app.customer(), app.url, request);
  const id = body.id ?? "";
  // Only one that no worker runs can be queued again.
  if (code.includes("/requeue")) await takeFromWorker(id);
  return { GENERATION_ID: id };
}

async function takeFromWorker(id: string): Promise<void> {
  const text = `
    update generations set worker_id = null
    where id = $1 and status = 'running' and worker_id is not null returning id`;
  await eventually(async () => (await app.ctx.db.query(text, [id])).rows.length > 0, {
    message: "The generation did not start",
  });
}

async function post(admin: AccountClient, path: string, json: unknown): Promise<string> {
  return (await (await admin.call(`/api/account/${path}`, { json })).json()).id;
}

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Server } from "bun";
import * as credits from "../../src/core/billing/grants.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { readBatch, startBatch } from "../support/batch-client.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";

const SECRET = /org-SECRET|10\.0\.0\.5|<script>|sk-test/;
const TEXT =
  "Organization org-SECRET123 (key sk-test-0123456789): http://10.0.0.5 <script>1</script>";
const POLICY = `content_policy violated. ${TEXT}`;

interface Row {
  name: string;
  provider: "openai" | "kie";
  /** Returns the provider's response to each create. */
  answer: () => Response;
  code: string;
}

const openaiError = (status: number, type: string, code: string | null) => () =>
  Response.json({ error: { message: TEXT, type, code, param: null } }, { status });
const kieError =
  (code: number, msg = TEXT) =>
  () =>
    Response.json({ code, msg, data: null });
const USER = "image_generation_user_error";

const ROWS: Row[] = [
  ...[400, 413, 422].map((status): Row => ({
    name: `openai ${status}`,
    provider: "openai",
    answer: openaiError(status, "invalid_request_error", "invalid_value"),
    code: "invalid_request",
  })),
  ...[
    { name: "openai blocked", answer: openaiError(400, USER, "moderation_blocked") },
    { name: "openai 500", answer: openaiError(500, "server_error", null) },
    { name: "openai 403", answer: openaiError(403, "invalid_request_error", null) },
  ].map((row): Row => ({ ...row, provider: "openai", code: "" })),
  ...[
    { name: "kie 422", answer: kieError(422) },
    { name: "kie 400", answer: kieError(400) },
    { name: "kie 501", answer: kieError(501) },
    { name: "kie 401", answer: kieError(401) },
    { name: "kie blocked", answer: kieError(400, POLICY) },
  ].map((row): Row => ({ ...row, provider: "kie", code: "" })),
];

let answer: () => Response = () => new Response(null, { status: 500 });
let upstream: Server<undefined>;
let receiver: Receiver;
const apps = new Map<string, { app: App; admin: AccountClient; customer: Customer }>();

beforeAll(async () => {
  upstream = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => answer() });
  receiver = startReceiver();
  for (const provider of ["openai", "kie"] as const) apps.set(provider, await setUp(provider));
});

afterAll(async () => {
  for (const { app } of apps.values()) await app.stop();
  await upstream.stop(true);
  await receiver.stop();
});

async function setUp(provider: "openai" | "kie") {
  const url = `http://127.0.0.1:${upstream.port}`;
  const env = {
    PROVIDER: provider,
    OUTBOUND_ALLOW: receiver.host,
    ...(provider === "kie"
      ? { KIE_API_KEY: "kie-test-key-0123456789", KIE_BASE_URL: url }
      : { OPENAI_API_KEY: "sk-test-0123456789", OPENAI_BASE_URL: url }),
  };
  const app = await startApp({ env });
  const admin = await signUp(app);
  const customer = await app.customer();
  await registerEndpoint(admin, receiver.url(`/${provider}`));
  // The signed-up account gets the key: one account has both the session and the webhook.
  await app.ctx.db.query("update keys set account_id = $1 where id = $2", [
    admin.accountId,
    customer.keyId,
  ]);
  const grant = { accountId: admin.accountId, credits: 1000, source: "purchase" } as const;
  await credits.createGrant(app.ctx, grant);
  return { app, admin, customer };
}

describe("the error text of a provider is logged but never shown to customers:", () => {
  test.each(ROWS)("$name", async (row) => {
    ({ answer } = row);
    const { app, admin, customer } = apps.get(row.provider) ?? expect.unreachable();
    const before = receiver.at(`/${row.provider}`).length;
    const { body } = await createHubGeneration(customer, app.url, { prompt: row.name });
    const path = "/api/account/generations";
    const page = await (await admin.call(path)).json();
    const { id } = page.data[0];
    const shown = [
      JSON.stringify(body),
      JSON.stringify(page),
      await (await admin.call(`${path}/${id}`)).text(),
      await (await admin.call(`${path}/${id}/events`)).text(),
      await (await customer.call(`/api/v1/generations/${id}`)).text(),
      ...(await receiver.wait(`/${row.provider}`, before + 1)).map((each) => each.body),
    ];
    for (const text of [...shown, ...(await askOtherwise(customer, row.name))])
      expect(text).not.toMatch(SECRET);
    expect(body.error?.message).toEndWith(".");
    if (row.code !== "") expect(body.error?.code).toBe(row.code);
    const log = app.lines.filter((line) => line.includes(id)).join("\n");
    expect(log).toContain("org-SECRET123");
    expect(log).not.toContain("sk-test-0123456789");
  });
});

/** Sends a request that the provider rejects in each other way. Returns all that the customer gets. */
async function askOtherwise(customer: Customer, prompt: string): Promise<string[]> {
  const send = async (path: string, json: object) => {
    const headers = {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    const init = { method: "POST", headers, body: JSON.stringify(json) };
    return (await customer.call(path, init)).text();
  };
  const args = { name: "generate", arguments: { prompt } };
  const tool = { type: "image_generation" };
  const respond = { model: "gpt-image-2", input: prompt, tools: [tool] };
  const wanted = { model: "gpt-image-2", prompt };
  return [
    await send("/mcp", { jsonrpc: "2.0", id: 1, method: "tools/call", params: args }),
    await send("/v1/images/generations", wanted),
    await send("/v1/images/generations", { ...wanted, stream: true }),
    await send("/v1/responses", respond),
    await send("/v1/responses", { ...respond, stream: true }),
    await readBatchResults(customer, wanted),
  ];
}

async function readBatchResults(customer: Customer, body: object): Promise<string> {
  const line = { custom_id: "a", method: "POST", url: "/v1/images/generations", body };
  const { id } = await startBatch(customer, JSON.stringify(line));
  const batch = await eventually(
    async () => {
      const found = await readBatch(customer, id);
      return found.status === "completed" ? found : undefined;
    },
    { message: "the batch has not ended" },
  );
  const results = await customer.call(`/v1/files/${batch.error_file_id}/content`);
  const text = await results.text();
  expect(JSON.parse(text).response.body.error.message).toEndWith(".");
  return text;
}

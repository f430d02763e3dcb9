import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { setKeyBudget, createScenario } from "../../support/scenario.ts";
import { type App, type Customer, type CustomerOptions, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { findViolations } from "../../support/invariants.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Connects the official client with a key. */
async function connect(key: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1.0.0" });
  const headers = { authorization: `Bearer ${key}` };
  const url = new URL("/mcp", app.url);
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return client;
}

async function setUp(options: CustomerOptions = {}) {
  const customer = await app.customer({ credits: 20, ...options });
  const client = await connect(customer.key);
  return {
    customer,
    client,
    call: async (name: string, args: Record<string, unknown> = {}) =>
      CallToolResultSchema.parse(await client.callTool({ name, arguments: args })),
    state: () => readAccountState(app, customer.accountId),
  };
}

type Result = Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>["call"]>>;

/** Returns the text of a result. */
function readText({ content }: Result): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

function listImages({ structuredContent }: Result): { url: string; width: number }[] {
  return Object.assign({ images: [] }, structuredContent).images;
}

describe("the server of the Model Context Protocol", () => {
  test("offers tools whose arguments and results are described", async () => {
    const { client } = await setUp();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      ...["generate", "edit", "status", "balance", "quote"],
    ]);
    for (const { inputSchema, outputSchema } of tools) {
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(outputSchema?.type).toBe("object");
    }
  });

  test.each(["hub", "plus", "art", "openai"] as const)("accepts keys of %s", async (dialect) => {
    const { call } = await setUp({ dialect });
    expect((await call("balance")).structuredContent).toMatchObject({ credits: 20, held: 0 });
  });

  test("generates images and states what they cost", async () => {
    const { call, state } = await setUp();
    const args = { prompt: "A paper boat", aspect_ratio: "16:9", n: 2 };
    expect((await call("quote", { aspect_ratio: "16:9", n: 2 })).structuredContent).toMatchObject({
      credits: 16,
      unit_credits: 8,
      enough: true,
    });
    const made = await call("generate", args);
    expect(made.isError).toBeUndefined();
    expect(made.structuredContent).toMatchObject({ status: "succeeded", credits: 16 });
    expect(readText(made)).toContain("16 credits");
    const kinds = made.content.map(({ type }) => type);
    expect(kinds).toEqual(["text", "resource_link", "image", "resource_link", "image"]);
    const [image] = listImages(made);
    expect(image?.width).toBe(1280);
    const file = await fetch(image?.url ?? "");
    expect((await new Bun.Image(await file.bytes()).metadata()).width).toBe(1280);
    expect(await state()).toMatchObject({ available: 4, held: 0, images: "2" });
  });

  test("edits an earlier image by its URL", async () => {
    const { call, state } = await setUp();
    const [image] = listImages(await call("generate", { prompt: "A paper boat" }));
    const edited = await call("edit", { prompt: "At night", images: [image?.url] });
    expect(edited.structuredContent).toMatchObject({ status: "succeeded", credits: 8 });
    expect(await state()).toMatchObject({ available: 4, generations: "2" });
  });

  test("returns the same images for a repeated key", async () => {
    const { call, state } = await setUp();
    const args = { prompt: "A paper boat", idempotency_key: "boat-1" };
    const [first, second] = [await call("generate", args), await call("generate", args)];
    expect(second.structuredContent).toEqual(first.structuredContent);
    expect(await state()).toMatchObject({ available: 12, generations: "1" });
  });

  test("returns the state of the account's own generations only", async () => {
    const [own, other] = [await setUp(), await setUp()];
    const made = await own.call("generate", { prompt: "A paper boat" });
    const { generation_id } = Object.assign({ generation_id: "" }, made.structuredContent);
    const again = await own.call("status", { generation_id });
    expect(again.structuredContent).toEqual(made.structuredContent);
    const denied = await other.call("status", { generation_id });
    expect(denied.isError).toBe(true);
    expect(readText(denied)).toContain("not found");
  });
});

describe("a call of a tool is an error in plain words and charges nothing if", () => {
  type Case = [name: string, given: { tool: string; args: object }, text: string];
  const generate = (args: object) => ({ tool: "generate", args });
  const cases: Case[] = [
    ["the content is refused", generate({ prompt: "a hill #refused" }), "content"],
    ["the generation fails", generate({ prompt: "a hill #fail" }), "charged"],
    ["the credits are too few", generate({ prompt: "a hill", n: 4 }), "costs 32 credits"],
    ["the model does not exist", generate({ prompt: "a hill", model: "x" }), "unknown model"],
    ["the size does not exist", generate({ prompt: "a hill", size: "10x10" }), "size"],
    ["the size has another form", generate({ prompt: "a hill", size: "1024*1024" }), "size"],
    ["the size is a word", generate({ prompt: "a hill", size: "landscape" }), "size"],
    ["the size is empty", generate({ prompt: "a hill", size: "" }), "size"],
    ["an argument is unknown", generate({ prompt: "a hill", seed: 1 }), "seed"],
    ["the prompt is missing", generate({}), "prompt"],
    [
      "an image is not an image",
      { tool: "edit", args: { prompt: "a", images: ["data:image/png;base64,AA"] } },
      "image",
    ],
    ["the tool does not exist", { tool: "paint", args: {} }, "paint"],
  ];
  test.each(cases)("%s", async (_name, { tool, args }, text) => {
    const { call, state } = await setUp();
    const refused = await call(tool, { ...args });
    expect(refused.isError).toBe(true);
    expect(readText(refused)).toContain(text);
    expect(await state()).toMatchObject({ available: 20, held: 0, captured: "0" });
  });

  test("the budget of the key is reached", async () => {
    const { customer, call, state } = await setUp();
    await setKeyBudget(createScenario(app, customer));
    const { structuredContent } = await call("balance");
    expect(structuredContent).toMatchObject({
      key_budget: { credits: 1, period: "lifetime", left: 1 },
    });
    expect((await call("quote")).structuredContent).toMatchObject({ enough: false });
    const refused = await call("generate", { prompt: "a hill" });
    expect(readText(refused)).toContain("budget of the API key");
    expect(await state()).toMatchObject({ available: 20, generations: "0" });
  });

  test("the key lacks the scope of the tool", async () => {
    const { customer, call } = await setUp();
    await createScenario(app, customer).alterKey("scopes = '{read}'");
    expect((await call("balance")).isError).toBeUndefined();
    expect(readText(await call("generate", { prompt: "a hill" }))).toContain('scope "generate"');
    await createScenario(app, customer).alterKey("scopes = '{generate}'");
    expect(readText(await call("balance"))).toContain('scope "read"');
  });
});

describe("a request to /mcp is rejected", () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await app.customer();
  });

  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
  function post(headers: Record<string, string> = {}, body: unknown = ping): Promise<Response> {
    const accept = "application/json, text/event-stream";
    const all = { accept, "content-type": "application/json", ...headers };
    const authorization = `Bearer ${customer.key}`;
    const init = { headers: { authorization, ...all }, body: JSON.stringify(body) };
    return fetch(new URL("/mcp", app.url), { method: "POST", ...init });
  }

  test("without a valid key, and the client reports why", async () => {
    const reply = await post({ authorization: "Bearer nonsense" });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toStartWith("Bearer");
    expect(await connect("nonsense").catch(String)).toContain("does not exist");
  });

  test("beyond the rate limit of the key", async () => {
    const limited = await app.customer();
    await createScenario(app, limited).alterKey("requests_per_hour = 1");
    const authorization = `Bearer ${limited.key}`;
    expect((await post({ authorization })).status).toBe(200);
    const reply = await post({ authorization });
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("from a page of another site", async () => {
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ origin: "null" })).status).toBe(403);
    expect((await post({ origin: app.url })).status).toBe(200);
  });

  test("under the host of another server", async () => {
    expect((await post({ host: "evil.example" })).status).toBe(403);
  });

  test("with several messages, with another method and without JSON", async () => {
    expect((await post({}, [ping, ping])).status).toBe(400);
    expect((await post({ "content-type": "text/plain" })).status).toBe(415);
    const reply = await fetch(new URL("/mcp", app.url));
    expect(reply.status).toBe(405);
    expect(reply.headers.get("allow")).toBe("POST");
  });
});

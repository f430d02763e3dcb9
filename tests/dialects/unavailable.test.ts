import { afterAll, beforeAll, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { readAccountState } from "../support/account-state.ts";
import { type App, startApp } from "../support/app.ts";
import { postPlus } from "../support/plus-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { waitForGeneration } from "../support/wait-for-generation.ts";

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

for (const [dialect, path] of [
  ["hub", "/api/v1/images/generations"],
  ["openai", "/v1/images/generations"],
] as const) {
  test(`a ${dialect} client that waits for a generation that fails with 503 gets Retry-After`, async () => {
    const customer = await app.customer({ dialect });
    const reply = await customer.call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-2", prompt: "a lighthouse #up:401" }),
    });
    expect(reply.status).toBe(503);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  });
}

const image = { model: "gpt-image-2", prompt: "a lighthouse" };
const CREATES = [
  ["hub", "/api/v1/images/generations", { ...image, async: true }, "unavailable"],
  ["plus", "/api/v1/generate", { prompt: "a lighthouse" }, "unavailable"],
  ["art", "/api/v1/images/generations", image, "service_unavailable"],
  ["openai", "/v1/images/generations/async", image, "server_is_overloaded"],
] as const;

test("a 503 of a create names the accepted generation, which is charged", async () => {
  const own = await startApp({ env: { SYNC_WAIT_SECONDS: "1" } });
  const sql = openMaintenanceConnection(own.databaseUrl);
  const creates = await Promise.all(CREATES.map((each) => createImage(own, each)));
  // The images cannot be read until the transaction ends.
  const replies = await sql.begin(async (transaction) => {
    await transaction`lock table images in access exclusive mode`;
    return Promise.all(creates.map(({ send }) => send()));
  });
  for (const [index, { id, code, accountId }] of creates.entries()) {
    const message = expect.stringContaining(`Generation ${id} was accepted.`);
    expect(replies[index]?.status).toBe(503);
    expect(await replies[index]?.json()).toMatchObject({ error: { code, message } });
    const { available, held, captured } = await readAccountState(own, accountId);
    expect(Number(captured)).toBeGreaterThan(0);
    expect([held, Number(available) + Number(captured)]).toEqual([0, 100]);
  }
  await sql.end();
  await own.stop();
});

test("a repeated request whose image no longer exists is answered without waiting for it", async () => {
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  const headers = { "idempotency-key": "one" };
  const send = () => postPlus(customer, "/v1/images/generations", { body: image, headers });
  const first = await send();
  expect([first.status, (await first.json()).data.length]).toEqual([200, 1]);
  const id = first.headers.get("x-generation-id") ?? "";
  await rm(join(app.dataDir, "files", "generations", id), { recursive: true });
  const again = await send();
  expect(again.status).toBe(503);
  expect((await again.json()).error.message).toContain("images cannot be read");
});

/** Creates an image and waits for it. Returns the id, and how to send the same request again. */
async function createImage(own: App, [dialect, path, body, code]: (typeof CREATES)[number]) {
  const customer = await own.customer({ dialect, credits: 100 });
  const send = () => postPlus(customer, path, { body, headers: { "idempotency-key": "one" } });
  const { id, generationId = id } = await (await send()).json();
  await waitForGeneration(own, customer, generationId);
  return { id: generationId, code, accountId: customer.accountId, send };
}

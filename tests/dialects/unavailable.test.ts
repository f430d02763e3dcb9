import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

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

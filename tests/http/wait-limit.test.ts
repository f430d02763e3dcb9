import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { untilAvailable } from "../support/until-available.ts";

const MAX_WAITING_PER_KEY = 200;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

describe("a key can have at most 200 waiting requests:", () => {
  test.each([
    ["hub", "/api/v1/images/generations", "rateLimited"],
    ["openai", "/v1/images/generations", "rate_limit_exceeded"],
  ] as const)("%s", async (dialect, path, code) => {
    const customer = await app.customer({ dialect });
    const controller = new AbortController();
    // The same request is sent repeatedly: all of them wait for one generation, which no worker
    // runs.
    const send = () =>
      fetch(new URL(path, app.url), {
        method: "POST",
        headers: {
          authorization: `Bearer ${customer.key}`,
          "content-type": "application/json",
          "idempotency-key": "one",
        },
        body: JSON.stringify({ model: "gpt-image-2", prompt: "a queue" }),
        signal: controller.signal,
      });
    const sendOnce = () => untilAvailable(send);
    const first = await Promise.race(Array.from({ length: MAX_WAITING_PER_KEY + 1 }, sendOnce));
    expect([first.status, (await first.json()).error.code]).toEqual([429, code]);
    expect(first.headers.get("retry-after")).toBe("2");

    // Disconnected clients free their slots.
    controller.abort();
    const again = () =>
      customer.call(path, {
        method: "POST",
        headers: { "content-type": "application/json", prefer: "wait=0", "idempotency-key": "one" },
        body: JSON.stringify({ model: "gpt-image-2", prompt: "a queue" }),
      });
    const late = dialect === "hub" ? 202 : 504;
    const limits = { message: "Disconnected clients still occupy their slots" };
    await eventually(async () => (await again()).status === late, limits);
  });
});

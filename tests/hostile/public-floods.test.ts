import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeReference } from "../../src/core/generations/attempt-reference.ts";
import { type App, startApp } from "../support/app.ts";
import { untilAvailable } from "../support/until-available.ts";

const CALLBACKS = "/api/callbacks/kie";
let app: App;

beforeAll(async () => {
  const env = { KIE_API_KEY: "kie-test-key-0123456789", PUBLIC_URL: "https://images.example.com" };
  app = await startApp({ worker: false, env });
});
afterAll(() => app.stop());

async function sendCallbacks(count: number, query = ""): Promise<number[]> {
  const body = JSON.stringify({ data: { taskId: "unknown" } });
  const send = () => fetch(app.url + CALLBACKS + query, { method: "POST", body });
  const responses = await Promise.all(Array.from({ length: count }, () => untilAvailable(send)));
  return responses.map(({ status }) => status);
}

describe("of 300 callbacks that arrive together,", () => {
  test("those that this server did not request are limited", async () => {
    const startedMs = performance.now();
    const statuses = await sendCallbacks(300);
    const seconds = (performance.now() - startedMs) / 1000;
    const accepted = statuses.filter((status) => status === 200).length;
    expect(accepted).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 429)).toHaveLength(300 - accepted);
    // The limit is 20 in a second.
    expect(accepted).toBeLessThanOrEqual(20 * (1 + seconds));
  });

  test("those with a body that takes seconds to parse are 400", async () => {
    const query = `?attempt=${writeReference(app.ctx, "1")}`;
    for (const body of ["[".repeat(500_000), `[${"{},".repeat(150_000)}0]`]) {
      const response = await fetch(app.url + CALLBACKS + query, { method: "POST", body });
      expect(response.status).toBe(400);
    }
  });

  test("those with the signed reference of an attempt are all accepted", async () => {
    const query = `?attempt=${writeReference(app.ctx, "1")}`;
    expect(new Set(await sendCallbacks(300, query))).toEqual(new Set([200]));
  });
});

test("concurrent readiness checks share one write to the storage", async () => {
  const folder = join(app.dataDir, "files");
  await rm(folder, { recursive: true, force: true });
  await Bun.write(folder, "no folder");
  const responses = await Promise.all(Array.from({ length: 50 }, () => fetch(`${app.url}/readyz`)));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([503]));
  const checks = app.lines.filter((line) => line.includes('"readiness_check_failed"'));
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.length).toBeLessThan(25);
});

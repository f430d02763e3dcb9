import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { signUp } from "../support/account-client.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
});

afterAll(() => app.stop());

test("an account may send 1,200 requests a minute, also with several sessions; others go on", async () => {
  const [person, other] = [await signUp(app), await signUp(app)];
  const read = async ({ call }: typeof person) => (await call("/api/account/sessions")).status;
  const statuses = await repeat(1_300, () => read(person));
  expect(statuses.filter((status) => status === 429).length).toBeWithin(90, 110);
  const rejected = await person.call("/api/account");
  expect(rejected.status).toBe(429);
  expect((await rejected.json()).error.code).toBe("rate_limited");
  expect(Number(rejected.headers.get("retry-after"))).toBeWithin(1, 61);
  expect(await read(other)).toBe(200);
});

test("a client may view 3,000 pages a minute; other clients and probes are not affected", async () => {
  const view = async (path: string, address: string) => {
    const headers = { "x-forwarded-for": address };
    return (await fetch(app.url + path, { headers })).status;
  };
  const statuses = await repeat(3_100, () => view("/robots.txt", "192.0.2.1"));
  expect(statuses.filter((status) => status === 429)).toHaveLength(100);
  for (const path of ["/docs", "/llms-full.txt", "/", "/keys"])
    expect(await view(path, "192.0.2.1")).toBe(429);
  expect(await view("/docs", "192.0.2.2")).toBe(200);
  expect(await view("/healthz", "192.0.2.1")).toBe(200);
  expect(await view("/readyz", "192.0.2.1")).toBe(200);
  expect(await view("/api/v1/models", "192.0.2.1")).toBe(200);
});

test.each([
  ["the list of models", "/api/v1/models", 200],
  ["the sign-in state", "/api/auth", 200],
])(
  "a client may read %s 1,200 times a minute; others are not affected",
  async (_, path, status) => {
    const read = async (address: string) =>
      (await app.fetch(path, { headers: { "x-forwarded-for": address } })).status;
    expect(await countUntilRejected(status, () => read("192.0.2.10"))).toBeGreaterThanOrEqual(
      1_200,
    );
    expect(await read("192.0.2.11")).toBe(status);
  },
);

test("a client may request 12,000 files a minute; others are not affected", async () => {
  const read = async (address: string, path = "/files/generations/none/0.png") =>
    (await fetch(app.url + path, { headers: { "x-forwarded-for": address } })).status;
  expect(await countUntilRejected(404, () => read("192.0.2.20"))).toBeGreaterThanOrEqual(12_000);
  expect(await read("192.0.2.21")).toBe(404);
  expect(await read("192.0.2.20", "/docs")).toBe(200);
});

/**
 * Sends requests until some are 429, and returns how many were not. There are more than the ceiling if a
 * minute has ended in between.
 */
async function countUntilRejected(expected: number, request: () => Promise<number>) {
  for (let count = 0; count < 100_000;) {
    const statuses = await Promise.all(Array.from({ length: 50 }, request));
    const served = statuses.filter((status) => status === expected).length;
    count += served;
    if (served === statuses.length) continue;
    expect(new Set(statuses.filter((status) => status !== expected))).toEqual(new Set([429]));
    return count;
  }
  throw new Error("No request was rejected");
}

/** Repeats a request in groups, so that not all sockets are open at once. */
async function repeat(times: number, request: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < times) {
    statuses.push(...(await Promise.all(Array.from({ length: 50 }, request))));
  }
  return statuses;
}

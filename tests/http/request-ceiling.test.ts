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

/** Repeats a request in groups, so that not all sockets are open at once. */
async function repeat(times: number, request: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < times) {
    statuses.push(...(await Promise.all(Array.from({ length: 50 }, request))));
  }
  return statuses;
}

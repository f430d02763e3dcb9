import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { signUp } from "../support/account-client.ts";
import { eventually } from "../support/eventually.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
});

afterAll(() => app.stop());

test("an account may send 1,200 requests a minute, also with several sessions; others go on", async () => {
  const [person, other] = [await signUp(app), await signUp(app)];
  const read = async ({ call }: typeof person) => (await call("/api/account/sessions")).status;
  const useUp = () => useUpMinute(1_200, () => read(person));
  await useUp();
  const rejected = await untilRejected(() => person.call("/api/account"), useUp);
  expect((await rejected.json()).error.code).toBe("rate_limited");
  expect(Number(rejected.headers.get("retry-after"))).toBeWithin(1, 61);
  expect(await read(other)).toBe(200);
});

test("a client may view 3,000 pages a minute; other clients and probes are not affected", async () => {
  const send = (path: string, address: string) =>
    fetch(app.url + path, { headers: { "x-forwarded-for": address } });
  const view = async (path: string, address: string) => (await send(path, address)).status;
  const useUp = () => useUpMinute(3_000, () => view("/robots.txt", "192.0.2.1"));
  await useUp();
  for (const path of ["/docs", "/llms-full.txt", "/", "/keys"])
    await untilRejected(() => send(path, "192.0.2.1"), useUp);
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
    await useUpMinute(1_200, () => read("192.0.2.10"));
    expect(await read("192.0.2.11")).toBe(status);
  },
);

test("a client may request 12,000 files a minute; others are not affected", async () => {
  const read = async (address: string, path = "/files/generations/none/0.png") =>
    (await fetch(app.url + path, { headers: { "x-forwarded-for": address } })).status;
  await useUpMinute(12_000, () => read("192.0.2.20"), 404);
  expect(await read("192.0.2.21")).toBe(404);
  expect(await read("192.0.2.20", "/docs")).toBe(200);
});

/** Sends requests until some are 429. At most the ceiling is served in each minute that has begun. */
async function useUpMinute(ceiling: number, request: () => Promise<number>, served = 200) {
  const startedMs = performance.now();
  for (let count = 0; count < 100_000;) {
    const statuses = await Promise.all(Array.from({ length: 50 }, request));
    const others = statuses.filter((status) => status !== served);
    count += statuses.length - others.length;
    if (others.length === 0) continue;
    expect(new Set(others)).toEqual(new Set([429]));
    // The first minute may have begun before.
    const minutes = 2 + Math.floor((performance.now() - startedMs) / 60_000);
    // Some requests of the caller may have been counted before.
    expect(count).toBeWithin(ceiling - 10, minutes * ceiling + 1);
    return;
  }
  throw new Error("No request was rejected");
}

/** Sends a request until it is 429. If a minute has ended in between, `useUp` uses up the next one. */
function untilRejected(
  request: () => Promise<Response>,
  useUp: () => Promise<void>,
): Promise<Response> {
  const sendOnce = async () => {
    const reply = await request();
    if (reply.status === 429) return reply;
    await useUp();
    return undefined;
  };
  return eventually(sendOnce, { message: "The request was not rejected" });
}

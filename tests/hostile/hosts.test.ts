import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type RunningServer, startServer } from "../../src/server/listen.ts";
import { type App, startApp } from "../support/app.ts";
import { sendRequest, signUp, toAccountClient } from "../support/account-client.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { sendRaw } from "../support/raw-request.ts";

const PUBLIC_URL = "https://images.example.com";
const CONTACT = "mailto:security@example.com";

/** Published under PUBLIC_URL behind a proxy. */
let published: App;
/** Without PUBLIC_URL, on a loopback address. */
let local: App;
/** Without PUBLIC_URL, on all interfaces. */
let open: RunningServer;

beforeAll(async () => {
  const env = { PUBLIC_URL, SECURITY_CONTACT: CONTACT };
  published = await startApp({ env, worker: false });
  local = await startApp({ worker: false });
  const ctx = { ...local.ctx, config: { ...local.ctx.config, host: "0.0.0.0" } };
  open = startServer(ctx);
});
afterAll(async () => {
  await open.stop();
  await published.stop();
  await local.stop();
});

/** Sends a GET with exactly these header lines and returns the status. */
async function get(url: string, path: string, lines: string[]): Promise<number> {
  const text = [`GET ${path} HTTP/1.1`, ...lines, "Connection: close", "", ""].join("\r\n");
  return (await sendRaw(Number(new URL(url).port), text)).status;
}

const FOREIGN = ["evil.com", "evil.com:443", "images.example.com.evil.com", "127.0.0.1.evil.com"];
const SESSION_PATHS = ["/api/auth", "/api/account", "/api/admin/accounts", "/", "/settings"];

describeAttacks(
  "a Host header of another site is 421 for sessions and the console:",
  FOREIGN.flatMap((host) =>
    SESSION_PATHS.flatMap((path): Attack[] => [
      [
        `${host}${path}, published`,
        async () => {
          const lines = [`Host: ${host}`, "Accept: text/html"];
          expect(await get(published.url, path, lines)).toBe(421);
        },
      ],
      [
        `${host}${path}, local`,
        async () => {
          const lines = [`Host: ${host}`, "Accept: text/html"];
          expect(await get(local.url, path, lines)).toBe(421);
        },
      ],
    ]),
  ),
);

describeAttacks(
  "an Origin other than PUBLIC_URL cannot change anything:",
  [
    ["https://evil.com", "evil.com"],
    ["https://evil.com", "images.example.com"],
    ["https://127.0.0.1", "127.0.0.1"],
    ["http://images.example.com", "images.example.com"],
    ["https://images.example.com:8443", "images.example.com:8443"],
    ["https://localhost", "localhost"],
  ].map(([origin = "", host = ""]): Attack => [
    `${origin}, Host ${host}`,
    async () => {
      const body = JSON.stringify({ email: "mallory@evil.com", password: "a long password" });
      const lines = [
        ...["POST /api/auth/sign-up HTTP/1.1", `Host: ${host}`, `Origin: ${origin}`],
        ...["Content-Type: application/json", `Content-Length: ${body.length}`],
      ];
      const text = `${lines.join("\r\n")}\r\n\r\n${body}`;
      const { status } = await sendRaw(Number(new URL(published.url).port), text);
      expect([403, 421]).toContain(status);
    },
  ]),
);

describeAttacks(
  "a malformed request is 400:",
  [
    "GET /api/auth HTTP/1.0\r\n\r\n",
    "GET /v1/models HTTP/1.1\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a, b\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: u@a\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a?b\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a b\r\n\r\n",
    "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
    "CONNECT /docs HTTP/1.1\r\nHost: a\r\n\r\n",
    "TRACE /docs HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /docs HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "GET /docs HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ].map((text): Attack => [
    JSON.stringify(text),
    async () => {
      expect((await sendRaw(Number(new URL(local.url).port), text)).status).toBe(400);
      expect(local.lines.filter((line) => line.includes('"request_crashed"'))).toEqual([]);
    },
  ]),
);

const FORWARDED = [
  ...["Forwarded: for=192.0.2.1", "Via: 1.1 proxy", "X-Real-IP: 192.0.2.1"],
  ...["X-Forwarded-For: 192.0.2.1", "X-Forwarded-Host: a", "X-Forwarded-Proto: https"],
  ...["X-Forwarded-Port: 443", "X-Client-IP: 192.0.2.1", "True-Client-IP: 192.0.2.1"],
  "CF-Connecting-IP: 192.0.2.1",
];

describeAttacks("without METRICS_TOKEN, metrics are 404 for", [
  [
    "a server behind a proxy that adds no header",
    async () => expect(await get(published.url, "/metrics", ["Host: 127.0.0.1"])).toBe(404),
  ],
  [
    "a server on all interfaces",
    async () => expect(await get(open.url, "/metrics", ["Host: 127.0.0.1"])).toBe(404),
  ],
  [
    "a page that names this machine in its DNS",
    async () => expect(await get(local.url, "/metrics", ["Host: evil.com"])).toBe(404),
  ],
  ...FORWARDED.map((line): Attack => [
    `a request with ${line}`,
    async () => expect(await get(local.url, "/metrics", ["Host: localhost", line])).toBe(404),
  ]),
]);

describe("the server answers under", () => {
  test.each([
    ["the host of PUBLIC_URL", () => published.url, "images.example.com"],
    ["the host of PUBLIC_URL and a port", () => published.url, "images.example.com:8080"],
    ["an IP address", () => published.url, "127.0.0.1:3000"],
    ["an IPv6 address", () => published.url, "[::1]:3000"],
    ["localhost", () => local.url, "localhost"],
    ["any name, on all interfaces without PUBLIC_URL", () => open.url, "images.lan"],
  ])("%s", async (_, url, host) => {
    expect(await get(url(), "/api/auth", [`Host: ${host}`])).toBe(200);
    expect(await get(url(), "/", [`Host: ${host}`, "Accept: text/html"])).toBe(200);
  });
});

test.each([
  ...[
    "/",
    "/docs",
    "/healthz",
    "/metrics",
    "/api/auth",
    "/api/v1/models",
    "/v1/models",
    "/files/x",
  ],
  ...["/robots.txt", "/openapi/hub.json", "/api/v1/nothing", "/.well-known/change-password"],
])("no response can be framed or interpreted as another type: %s", async (path) => {
  const { headers } = await fetch(local.url + path, { redirect: "manual" });
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'|sandbox/);
  expect(headers.get("referrer-policy")).toMatch(/^(?:same-origin|no-referrer)$/);
});

describe("with an https PUBLIC_URL,", () => {
  test.each(["/", "/docs", "/healthz", "/api/auth", "/api/v1/models", "/v1/models", "/files/x"])(
    "browsers use https only: %s",
    async (path) => {
      const secure = "strict-transport-security";
      expect((await fetch(published.url + path)).headers.get(secure)).toBe("max-age=31536000");
      expect((await fetch(local.url + path)).headers.has(secure)).toBe(false);
    },
  );
});

test("sign-out and closing an account clear the cache of the browser", async () => {
  const person = await signUp(local);
  const out = await person.call("/api/auth/sign-out", { method: "POST" });
  expect([out.status, out.headers.get("clear-site-data")]).toEqual([204, '"cache"']);
  const { email, password } = person;
  const back = await sendRequest(local, "/api/auth/sign-in", { json: { email, password } });
  const again = await toAccountClient(local, back, { email, password });
  const gone = await again.call("/api/account/delete", { json: { password } });
  expect([gone.status, gone.headers.get("clear-site-data")]).toEqual([204, '"cache"']);
});

test("security.txt names the contact, and is absent without one", async () => {
  const path = "/.well-known/security.txt";
  const file = await fetch(published.url + path);
  expect(file.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const text = await file.text();
  expect(text).toContain(`Contact: ${CONTACT}\n`);
  expect(text).toContain(`Canonical: ${PUBLIC_URL}${path}\n`);
  const expires = Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? "");
  const days = (expires - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
  expect((await fetch(local.url + path)).status).toBe(404);
});

test("password managers find the page that changes the password", async () => {
  const url = `${local.url}/.well-known/change-password`;
  const response = await fetch(url, { redirect: "manual" });
  expect([response.status, response.headers.get("location")]).toEqual([302, "/settings"]);
});

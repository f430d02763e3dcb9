import { afterAll, beforeAll, expect } from "bun:test";
import { generateKey } from "../../src/core/accounts/key-format.ts";
import { sendRequest, signUp, type AccountClient } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { postPlus } from "../support/plus-client.ts";
import { sendRaw } from "../support/raw-request.ts";

/** A server without an admin, which can be set up. */
let fresh: App;
let app: App;
let attacker: AccountClient;
let customer: Customer;

beforeAll(async () => {
  fresh = await startApp({ worker: false, setup: true });
  app = await startApp({ worker: false });
  attacker = await signUp(app);
  customer = await app.customer();
});
afterAll(async () => {
  await fresh.stop();
  await app.stop();
});

const PASSWORD = "a quiet harbor at dawn";

describeAttacks(
  "an anonymous client cannot become the first admin:",
  [
    ["without a token", {}],
    ["with an empty token", { setup_token: "" }],
    ["with a guessed token", { setup_token: "0".repeat(43) }],
    ["with a token that is no text", { setup_token: { $ne: null } }],
    ["with a list of tokens", { setup_token: ["a", "b"] }],
    ["with an admin field", { admin: true }],
    ["with a plan and a role", { plan: "max", role: "admin" }],
    ["with a __proto__ field", JSON.parse('{"__proto__":{"admin":true}}')],
  ].map(([name, fields]): Attack => [
    String(name),
    async () => {
      const json = { email: "mallory@evil.example", password: PASSWORD, ...Object(fields) };
      const { status } = await sendRequest(fresh, "/api/auth/sign-up", { json });
      expect([400, 403]).toContain(status);
      const { rows } = await fresh.ctx.db.query("select 1 from accounts", []);
      expect(rows).toHaveLength(0);
    },
  ]),
);

describeAttacks(
  "a key is accepted only as it was issued, in the Authorization header:",
  (
    [
      ["in the query", (key) => [`/api/v1/credits?key=${key}`, {}]],
      ["as an access_token", (key) => [`/api/v1/credits?access_token=${key}`, {}]],
      ["as a cookie", (key) => ["/api/v1/credits", { cookie: `session=${key}` }]],
      ["as X-API-Key", (key) => ["/api/v1/credits", { "x-api-key": key }]],
      ["as Basic", (key) => ["/api/v1/credits", { authorization: `Basic ${btoa(`${key}:`)}` }]],
      ["in upper case", (key) => bearer(key.toUpperCase())],
      ["without its last character", (key) => bearer(key.slice(0, -1))],
      ["with another character", (key) => bearer(`${key}0`)],
      ["with another checksum", (key) => bearer(`${key.slice(0, -6)}000000`)],
      ["of random characters with a valid checksum", () => bearer(generateKey("gih_live_"))],
      ["twice in one header", (key) => bearer(`${key}, Bearer ${key}`)],
      ["for the Account API", (key) => ["/api/account", bearer(key)[1]]],
      ["for admins", (key) => ["/api/admin/accounts", bearer(key)[1]]],
    ] as [string, (key: string) => [string, Record<string, string>]][]
  ).map(([name, change]): Attack => [
    name,
    async () => {
      const [path, headers] = change(customer.key);
      const { status } = await app.fetch(path, { headers });
      expect([401, 403]).toContain(status);
    },
  ]),
);

function bearer(key: string): [string, Record<string, string>] {
  return ["/api/v1/credits", { authorization: `Bearer ${key}` }];
}

const EXTRA: [string, unknown][] = [
  ["admin", true],
  ["plan", "max"],
  ["credits", 1_000_000],
  ["disabled_at", null],
  ["email", "boss@example.com"],
  ["account_id", "00000000-0000-0000-0000-000000000000"],
];

describeAttacks(
  "a profile update changes no other fields:",
  EXTRA.map(([field, value]): Attack => [
    field,
    async () => {
      const read = async () =>
        (
          await app.ctx.db.query("select admin, plan_id, email from accounts where id = $1", [
            attacker.accountId,
          ])
        ).rows;
      const before = await read();
      const json = { theme: "dark", [field]: value };
      const { status } = await attacker.call("/api/account", { method: "PATCH", json });
      expect([200, 400]).toContain(status);
      expect(await read()).toEqual(before);
    },
  ]),
);

describeAttacks(
  "a form or a page of another site cannot use a session:",
  (
    [
      ["a form", { "content-type": "application/x-www-form-urlencoded" }, "theme=dark"],
      ["plain text", { "content-type": "text/plain" }, '{"theme":"dark"}'],
      ["a form with files", { "content-type": "multipart/form-data; boundary=b" }, "--b--"],
      ["no content type", { "content-type": "" }, '{"theme":"dark"}'],
      ["another origin", { origin: "https://evil.com" }, '{"theme":"dark"}'],
      ["a null origin", { origin: "null" }, '{"theme":"dark"}'],
      ["a cross-site fetch", { "sec-fetch-site": "cross-site" }, '{"theme":"dark"}'],
      ["a same-site fetch", { "sec-fetch-site": "same-site" }, '{"theme":"dark"}'],
      ["the CSRF token of another session", { "x-csrf-token": "0".repeat(32) }, "{}"],
    ] as [string, Record<string, string>, string][]
  ).map(([name, headers, body]): Attack => [
    name,
    async () => {
      const json = { "content-type": "application/json" };
      const init = { method: "PATCH", headers: { ...json, ...headers }, body };
      const { status } = await attacker.call("/api/account", init);
      expect([400, 403, 415]).toContain(status);
    },
  ]),
);

const PNG_BYTES = 100;

describeAttacks(
  "a signed upload accepts only what was signed:",
  (
    [
      ["a larger size", (url) => url.replace(/size=\d+/, "size=99999999")],
      ["another type", (url) => url.replace("image%2Fpng", "text%2Fhtml")],
      ["a later expiry", (url) => url.replace(/expires=\d+/, "expires=9999999999")],
      ["another name", (url) => url.replace(/uploads\/[^?]+/, "uploads/other.png")],
      ["a path in the name", (url) => url.replace(/uploads\//, "uploads/..%2F")],
      ["a folder of images", (url) => url.replace("/uploads/", "/files/generations/")],
      ["no signature", (url) => url.replace(/&signature=\w+/, "")],
      ["a longer signature", (url) => `${url}0`],
      ["two signatures", (url) => `${url}&signature=00`.replace("signature=", "signature=0&x=")],
    ] as [string, (url: string) => string][]
  ).map(([name, change]): Attack => [
    name,
    async () => {
      const plus = await app.customer({ dialect: "plus" });
      const body = { filename: "a.png", contentType: "image/png", size: PNG_BYTES };
      const { url } = await (await postPlus(plus, "/api/v1/upload", { body })).json();
      const headers = { "content-type": "image/png" };
      const init = { method: "PUT", headers, body: new Uint8Array(PNG_BYTES) };
      const { status } = await fetch(change(url), init);
      expect([400, 403, 404, 405]).toContain(status);
    },
  ]),
);

describeAttacks(
  "a path trick reaches no file, no admin route and no other account:",
  [
    ...["/files/../app-secret", "/files/..%2fapp-secret", "/files/%2e%2e/app-secret"],
    ...["/files/..\\app-secret", "/files/generations/..%00/x", "//files/app-secret"],
    ...["/uploads/../app-secret", "/docs/assets/../../package.json", "/docs/..%2f..%2fbunfig.toml"],
    ...["/api//admin/accounts", "/api/./admin/accounts", "/API/ADMIN/accounts"],
    ...[
      "/api/account/..%2fadmin/accounts",
      "/api/account;/../admin/accounts",
      "/.env",
      "/.git/config",
    ],
  ].map((path): Attack => [
    path,
    async () => {
      const lines = [`GET ${path} HTTP/1.1`, "Host: localhost", `Cookie: ${attacker.cookie}`];
      const text = `${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`;
      const { status, body } = await sendRaw(Number(new URL(app.url).port), text);
      expect([400, 401, 403, 404]).toContain(status);
      expect(body).not.toContain("@example.com");
    },
  ]),
);

describeAttacks(
  "the runtime cannot rewrite the audit log or the ledger:",
  ["audit_entries", "credit_entries"].flatMap((table) =>
    [
      `update ${table} set created_at = now()`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ].map((statement): Attack => [
      statement,
      async () => {
        await expect(app.ctx.db.query(statement, [])).rejects.toThrow("append-only");
      },
    ]),
  ),
);

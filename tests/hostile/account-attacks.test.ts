import { afterAll, beforeAll, expect } from "bun:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import document from "../../generated/account/openapi.json";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { sendRaw } from "../support/raw-request.ts";
import { registerEndpoint } from "../support/webhooks.ts";

const MB = 1024 * 1024;

let app: App;
let attacker: AccountClient;
let owner: AccountClient;
let customer: Customer;
/** Path parameters with values of the attacker, so that lists exist. */
const parameters: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp({ worker: false });
  attacker = await signUp(app);
  owner = await signUp(app);
  customer = await app.customer();
  await app.ctx.db.query("update accounts set admin = true where id = $1", [attacker.accountId]);
  parameters["webhookId"] = (await registerEndpoint(attacker, "https://93.184.216.34/a")).id;
  parameters["accountId"] = owner.accountId;
});
afterAll(() => app.stop());

interface Operation {
  operationId: string;
  parameters?: { name?: string; $ref?: string }[];
}

/** The GET operations of the Account API that need a session, with their paths. */
const READS = Object.entries(document.paths).flatMap(([path, item]) => {
  const { get } = item as { get?: Operation };
  return get !== undefined && path.startsWith("/api/a") && path !== "/api/auth"
    ? [{ path, get }]
    : [];
});

function isCursor({ name, $ref }: { name?: string; $ref?: string }): boolean {
  return name === "cursor" || $ref?.endsWith("ursor") === true;
}

function fill(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => parameters[name] ?? crypto.randomUUID());
}

const CURSORS: [string, () => string][] = [
  ["of an account", () => owner.accountId],
  ["of a key", () => customer.keyId],
  ["of nothing", () => crypto.randomUUID()],
  ["with SQL", () => "' or 1=1 --"],
  ["with a NUL", () => "a\0b"],
  ["that is negative", () => "-1"],
  ["that is too large for a number", () => "9".repeat(40)],
  ["of 5,000 characters", () => "x".repeat(5_000)],
  ["in base64", () => btoa(JSON.stringify({ account_id: owner.accountId }))],
];

describeAttacks(
  "a cursor that a list did not return is rejected:",
  READS.filter(({ get }) => get.parameters?.some(isCursor)).flatMap(({ path, get }) =>
    CURSORS.map(([name, toCursor]): Attack => [
      `${get.operationId}, a cursor ${name}`,
      async () => {
        const query = new URLSearchParams({ cursor: toCursor() });
        const reply = await attacker.call(`${fill(path)}?${query}`);
        const body = await reply.json();
        expect([reply.status, body.error?.code]).toEqual([400, expect.any(String)]);
      },
    ]),
  ),
);

describeAttacks(
  "no shared cache may store a response of the Account API:",
  READS.map(({ path, get }): Attack => [
    get.operationId,
    async () => {
      for (const call of [attacker.call, app.fetch]) {
        const reply = await call(fill(path));
        await reply.body?.cancel();
        expect(reply.headers.get("cache-control")).toMatch(/no-store|private/);
      }
    },
  ]),
);

const LARGE = JSON.stringify({ prompt: "a".repeat(8 * MB) });

describeAttacks(
  "a compressed body is not decompressed:",
  (
    [
      ["gzip", gzipSync(LARGE)],
      ["x-gzip", gzipSync(LARGE)],
      ["deflate", deflateSync(LARGE)],
      ["br", brotliCompressSync(LARGE)],
      ["zstd", Bun.zstdCompressSync(LARGE)],
      ["gzip, gzip", gzipSync(gzipSync(LARGE))],
      ["identity, gzip", gzipSync(LARGE)],
      ["GZIP", gzipSync(LARGE)],
    ] as [string, Uint8Array<ArrayBuffer>][]
  ).flatMap(([encoding, body]) =>
    ["/api/v1/images/generations", "/api/account"].map((path): Attack => [
      `${encoding} to ${path}`,
      async () => {
        const headers = { "content-type": "application/json", "content-encoding": encoding };
        const isAccount = path === "/api/account";
        const call = isAccount ? attacker.call : customer.call;
        const reply = await call(path, { method: isAccount ? "PATCH" : "POST", headers, body });
        expect([400, 415]).toContain(reply.status);
      },
    ]),
  ),
);

describeAttacks(
  "a header that is sent twice gives no access:",
  (
    [
      ["two keys", () => [bearer("gih_live_wrong"), bearer(customer.key)]],
      ["two keys in the other order", () => [bearer(customer.key), bearer("gih_live_wrong")]],
      ["a key after a folded line", () => ["Authorization: Bearer", ` ${customer.key}`]],
      ["a key with a control character", () => [`Authorization: Bearer \x01${customer.key}`]],
      ["a key in a name with a space", () => [`Authorization : Bearer ${customer.key}`]],
      ["a key as trailer", () => ["Trailer: Authorization", "TE: trailers"]],
    ] as [string, () => string[]][]
  ).map(([name, toLines]): Attack => [
    name,
    async () => {
      const lines = ["GET /api/v1/credits HTTP/1.1", "Host: localhost", ...toLines()];
      const text = `${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`;
      const { status } = await sendRaw(Number(new URL(app.url).port), text);
      expect([400, 401]).toContain(status);
    },
  ]),
);

function bearer(key: string): string {
  return `Authorization: Bearer ${key}`;
}

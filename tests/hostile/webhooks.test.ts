import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../support/app.ts";
import { startServerProcess } from "../support/server-process.ts";
import { findViolations } from "../support/invariants.ts";
import { type AccountClient, signUp, readBody } from "../support/account-client.ts";
import { type RawServer, startRawServer } from "../support/raw-server.ts";
import { isVerifiedByOpenai, isVerifiedByStandard } from "../support/webhook-receiver.ts";
import { isVerifiedBySample, type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import {
  emitEvents,
  getDelivery,
  REFUSED,
  type WebhookEndpoint,
  registerEndpoint,
  sendTest,
  waitForDeliveries,
} from "../support/webhooks.ts";

let receiver: Receiver;
/** An internal service that must not receive any connection. */
let inside: RawServer;
let app: App;
let sql: postgres.Sql;
let person: AccountClient;
let otherAccount: AccountClient;
let hook: WebhookEndpoint;

const HOOKS = "/api/account/webhooks";

beforeAll(async () => {
  receiver = startReceiver();
  inside = await startRawServer((socket) => void socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  const name = receiver.host.replace("127.0.0.1", "localhost");
  const allowed = [receiver.host, name].join(",");
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: allowed } });
  sql = postgres(app.databaseUrl, { max: 2 });
  person = await signUp(app);
  otherAccount = await signUp(app);
  hook = await registerEndpoint(person, receiver.url("/own"));
});
afterAll(async () => {
  expect(inside.connections).toBe(0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
  await inside[Symbol.asyncDispose]();
});

describe("a webhook URL with a private address", () => {
  const hosts = [
    ...["127.0.0.1", "127.1", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "ⓛocalhost"],
    ...["2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::]", "[::ffff:127.0.0.1]"],
    ...["[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0::1]", "[fe80::1]"],
    ...["[fe80::1%25eth0]", "[fc00::1]", "[ff02::1]", "169.254.169.254", "[fd00:ec2::254]"],
    ...["metadata.google.internal", "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1"],
    ...["100.64.0.1", "192.0.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1"],
    "255.255.255.255",
  ];
  const whole = [
    ...["http://93.184.216.34/", "file:///etc/passwd", "data:text/plain,x", "ftp://93.184.216.34/"],
    ...[
      "gopher://93.184.216.34/",
      "ws://93.184.216.34/",
      "javascript:alert(1)",
      "//93.184.216.34/",
    ],
    ...["https:93.184.216.34", "https:\\\\93.184.216.34\\", "https://", "https://a b/", "x", ""],
    ...[
      "https://user:secret@93.184.216.34/",
      "https://93.184.216.34:22/",
      "https://93.184.216.34:0/",
    ],
    ...["https://93.184.216.34:5432/", "https://93.184.216.34:99999/"],
    `https://93.184.216.34/${"x".repeat(3_000)}`,
  ];
  const urls = [...hosts.flatMap((host) => [`http://${host}:PORT/`, `https://${host}/`]), ...whole];

  test("is rejected on registration and on update", async () => {
    const before = await sql`select count(*) from webhook_endpoints`;
    const results = await Promise.all(
      urls.map(async (text) => {
        const url = text.replace("PORT", String(inside.port));
        const made = await person.call(HOOKS, { json: { url, events: ["generation.failed"] } });
        const change = { method: "PATCH", json: { url } };
        const changed = await person.call(`${HOOKS}/${hook.id}`, change);
        const issues = (await readBody(made)).error?.issues ?? [];
        const fields = new Set(issues.map(({ path }) => path.join()));
        return { url, statuses: [made.status, changed.status], fields: [...fields] };
      }),
    );
    for (const result of results)
      expect(result).toEqual({ url: result.url, statuses: [400, 400], fields: ["url"] });
    expect(await sql`select count(*) from webhook_endpoints`).toEqual(before);
    const [own] = await sql`select url from webhook_endpoints where id = ${hook.id}`;
    expect(own?.url).toBe(hook.url);
  });

  test("is rejected with the same text and the same delay for every reason", async () => {
    const tries = ["https://127.0.0.1/", "http://127.0.0.1:1/", "https://no-host.invalid/"];
    const results = await Promise.all(
      tries.map(async (url) => {
        const start = performance.now();
        const reply = await person.call(HOOKS, { json: { url, events: ["generation.failed"] } });
        return { text: await reply.text(), ms: performance.now() - start };
      }),
    );
    expect(new Set(results.map(({ text }) => text)).size).toBe(1);
    for (const { ms } of results) expect(ms).toBeGreaterThan(950);
  });

  test("is rejected at delivery if the host resolves to it by that time", async () => {
    const named = receiver.url("/moved").replace("127.0.0.1", "localhost");
    const moved = await registerEndpoint(otherAccount, named);
    await emitEvents(sql, otherAccount.accountId);
    // This worker does not allow the address any more.
    const worker = await startServerProcess(app, "worker");
    const [row] = await waitForDeliveries(sql, moved.id);
    const detail = await getDelivery(otherAccount, moved.id, row?.id ?? "");
    expect(detail.attempts).toMatchObject([
      { status_code: null, response_body: null, error: REFUSED },
    ]);
    expect(receiver.at("/moved")).toHaveLength(0);
    worker.kill("SIGTERM");
    await worker.exited();
  });
});

describe("a webhook of another account", () => {
  test("is unknown for every method, like one that does not exist", async () => {
    const delivery = await sendTest(person, hook.id);
    for (const id of [hook.id, crypto.randomUUID(), "x", "%00", "' or 1=1 --"]) {
      const path = `${HOOKS}/${encodeURIComponent(id)}`;
      const calls: [string, RequestInit & { json?: unknown }][] = [
        [path, {}],
        [path, { method: "PATCH", json: { enabled: false } }],
        [path, { method: "DELETE" }],
        [`${path}/rotate-secret`, { method: "POST" }],
        [`${path}/test`, { json: {} }],
        [`${path}/deliveries`, {}],
        [`${path}/deliveries/${delivery}`, {}],
        [`${path}/deliveries/${delivery}/resend`, { method: "POST" }],
        [`${path}/resend-failed`, { json: { since: new Date(0).toISOString() } }],
      ];
      for (const [where, init] of calls) {
        const reply = await otherAccount.call(where, init);
        expect({ where, status: reply.status }).toEqual({ where, status: 404 });
        expect((await readBody(reply)).error?.message).toBe(
          "The requested resource was not found.",
        );
      }
    }
    const [left] = await sql`
      select disabled_at, deleted_at, old_secret from webhook_endpoints where id = ${hook.id}`;
    expect(left).toEqual({ disabled_at: null, deleted_at: null, old_secret: null });
  });

  test("has its own deliveries, which no other webhook of the account shows", async () => {
    const other = await registerEndpoint(person, receiver.url("/other"));
    const delivery = await sendTest(person, hook.id);
    const path = `${HOOKS}/${other.id}/deliveries/${delivery}`;
    expect((await person.call(path)).status).toBe(404);
    expect((await person.call(`${path}/resend`, { method: "POST" })).status).toBe(404);
  });
});

describe("a webhook secret", () => {
  test("is shown once and appears in no list, log line or table", async () => {
    const reply = await person.call(`${HOOKS}/${hook.id}/rotate-secret`, { method: "POST" });
    const { secret } = (await reply.json()) as WebhookEndpoint;
    const responses = await Promise.all(
      [HOOKS, `${HOOKS}/${hook.id}`, `${HOOKS}/${hook.id}/deliveries`].map(async (path) =>
        (await person.call(path)).text(),
      ),
    );
    const [stored] = await sql`
      select string_agg(e::text, '') || encode(string_agg(secret, ''), 'escape') as text
      from webhook_endpoints e`;
    const key = secret.slice("whsec_".length);
    for (const text of [...responses, stored?.text, ...app.lines])
      for (const part of [secret, key]) expect(String(text).includes(part)).toBe(false);
    const [sealed] =
      await sql`select secret, old_secret from webhook_endpoints where id = ${hook.id}`;
    // Both start with the id of the encryption key; all other bytes differ.
    expect(sealed?.secret.subarray(0, 4)).toEqual(sealed?.old_secret.subarray(0, 4));
    expect(sealed?.secret.subarray(4, 16)).not.toEqual(sealed?.old_secret.subarray(4, 16));
  });

  test("can be decrypted for its own endpoint only", async () => {
    const [one, two] = [
      await registerEndpoint(otherAccount, receiver.url("/one")),
      await registerEndpoint(otherAccount, receiver.url("/two")),
    ];
    await sql`
      update webhook_endpoints
      set secret = (select secret from webhook_endpoints where id = ${one.id})
      where id = ${two.id}`;
    await sendTest(otherAccount, two.id);
    const worker = await startServerProcess(app, "worker", { OUTBOUND_ALLOW: receiver.host });
    const line = await worker.waitForLog("queue");
    expect(JSON.stringify(line)).toContain("deliver-webhook");
    expect(receiver.at("/two")).toHaveLength(0);
    worker.kill("SIGKILL");
    await worker.exited();
    await sql`delete from graphile_worker._private_jobs`;
    await otherAccount.call(`${HOOKS}/${two.id}`, { method: "DELETE" });
  });
});

describe("a receiver rejects", () => {
  test("a changed body, another id, another secret and a timestamp older than five minutes", async () => {
    const fresh = await registerEndpoint(person, receiver.url("/checked"));
    await sendTest(person, fresh.id);
    const worker = await startServerProcess(app, "worker", { OUTBOUND_ALLOW: receiver.host });
    const [received] = await receiver.wait("/checked", 1);
    await waitForDeliveries(sql, fresh.id);
    worker.kill("SIGTERM");
    await worker.exited();
    if (received === undefined) throw new Error("Nothing was received");
    const { headers, body } = received;
    const old = String(Number(headers["webhook-timestamp"]) - 301);
    const forged = [
      { ...received, body: body.replace("text2img", "edit") },
      { ...received, headers: { ...headers, "webhook-id": crypto.randomUUID() } },
      { ...received, headers: { ...headers, "webhook-timestamp": old } },
    ];
    for (const each of forged) {
      expect(isVerifiedByStandard(fresh.secret, each)).toBe(false);
      expect(await isVerifiedByOpenai(fresh.secret, each)).toBe(false);
    }
    expect(isVerifiedBySample(fresh.secret, forged[0] ?? received)).toBe(false);
    expect(isVerifiedBySample(hook.secret, received)).toBe(false);
    expect(isVerifiedByStandard(hook.secret, received)).toBe(false);
    expect(isVerifiedByStandard(fresh.secret, received)).toBe(true);
  });
});

describe("creating a webhook is rejected with 400 for", () => {
  const url = "https://93.184.216.34/";
  for (const [what, json] of [
    ["no events", { url, events: [] }],
    ["a missing list of events", { url }],
    ["an unknown event", { url, events: ["generation.exploded"] }],
    ["an event twice", { url, events: ["credits.low", "credits.low"] }],
    ["a label of 101 characters", { url, events: ["credits.low"], label: "x".repeat(101) }],
    ["a secret chosen by the customer", { url, events: ["credits.low"], secret: "whsec_x" }],
  ] as const) {
    test(what, async () => {
      const before = await sql`select count(*) from webhook_endpoints`;
      expect((await person.call(HOOKS, { json })).status).toBe(400);
      expect(await sql`select count(*) from webhook_endpoints`).toEqual(before);
    });
  }

  test("more than twenty webhooks, but with 409", async () => {
    const many = await signUp(app);
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, at) =>
        many.call(HOOKS, { json: { url: receiver.url(`/${at}`), events: ["credits.low"] } }),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
  });

  test("more than sixty tests in 15 minutes, but with 429", async () => {
    const busy = await signUp(app);
    const own = await registerEndpoint(busy, receiver.url("/busy"));
    await sql`
      insert into sign_in_attempts (scope, started_at, attempts)
      values (${`webhook-test ${busy.accountId}`}, clock(), 60)`;
    const reply = await busy.call(`${HOOKS}/${own.id}/test`, { json: {} });
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

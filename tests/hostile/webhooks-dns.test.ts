import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { createOutbound } from "../../src/outbound/outbound.ts";
import { type App, startApp } from "../support/app.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { findViolations } from "../support/invariants.ts";
import { type AccountClient, signUp, readBody } from "../support/account-client.ts";
import { type RawServer, startRawServer } from "../support/raw-server.ts";
import {
  emitEvents,
  getDelivery,
  getEndpoint,
  REFUSED,
  registerEndpoint,
  waitForDeliveries,
} from "../support/webhooks.ts";

const PUBLIC = "93.184.216.34";

let dns: DnsServer;
/** An internal service at the port that the webhook uses. */
let inside: RawServer;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker;
let person: AccountClient;
let url: string;

beforeAll(async () => {
  dns = await startDnsServer();
  inside = await startRawServer((socket) => void socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  url = `https://hooks.example.com:${inside.port}/hook`;
  app = await startApp({ worker: false });
  const { resolve } = dns;
  app.ctx.outbound = createOutbound({ allow: [], self: [], ports: [inside.port], resolve });
  sql = postgres(app.databaseUrl, { max: 2 });
  worker = await startWorker(app.ctx, app.databaseUrl);
  person = await signUp(app);
});

afterAll(async () => {
  expect(inside.connections).toBe(0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await worker.stop();
  await sql.end();
  await app.stop();
  await inside[Symbol.asyncDispose]();
  dns.stop();
});

describe("a delivery to a host that was public at registration is rejected", () => {
  const cases: [name: string, addresses: string[]][] = [
    ["when it resolves to this machine", ["127.0.0.1"]],
    ["when it resolves to the cloud metadata service", ["169.254.169.254"]],
    ["when it resolves to a private network", ["10.0.0.7"]],
    ["when it resolves to a public and a private address", [PUBLIC, "127.0.0.1"]],
    ["when it does not resolve", []],
  ];
  test.each(cases)("%s", async (_, addresses) => {
    dns.answer(PUBLIC);
    const hook = await registerEndpoint(person, url);
    dns.answer(...addresses);
    const { asked } = dns;
    await emitEvents(sql, person.accountId);
    const [row] = await waitForDeliveries(sql, hook.id);
    const detail = await getDelivery(person, hook.id, row?.id ?? "");
    expect(detail.attempts).toMatchObject([
      { status_code: null, response_body: null, error: REFUSED },
    ]);
    expect(detail).toMatchObject({ status: "pending", attempt_count: 1, url });
    // The address was not cached at registration: the name was resolved again.
    expect(dns.asked).toBeGreaterThan(asked);
    await person.call(`/api/account/webhooks/${hook.id}`, { method: "DELETE" });
  });
});

test("a host that resolves to a private address is rejected at registration and on update", async () => {
  dns.answer(PUBLIC);
  const hook = await registerEndpoint(person, `https://${PUBLIC}:${inside.port}/`);
  dns.answer("127.0.0.1");
  const { asked } = dns;
  const body = { url, events: ["generation.failed"] };
  const made = await person.call("/api/account/webhooks", { json: body });
  const change = { method: "PATCH", json: { url } };
  const changed = await person.call(`/api/account/webhooks/${hook.id}`, change);
  for (const reply of [made, changed]) {
    expect(reply.status).toBe(400);
    expect((await readBody(reply)).error?.issues?.map(({ path }) => path)).toEqual([["url"]]);
  }
  expect(dns.asked).toBe(asked + 2);
  expect((await getEndpoint(person, hook.id)).url).not.toContain("hooks.example.com");
});

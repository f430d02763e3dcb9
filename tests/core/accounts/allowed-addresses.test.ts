import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { generateKey } from "../../../src/core/accounts/key-format.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { type AccountClient, readBody } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { type Schemas, requestJson, signUpWithCredits } from "../../support/playground.ts";

// An operation that needs a key, of each API.
const OPERATIONS = {
  hub: "/api/v1/credits",
  plus: `/api/v1/generations/${crypto.randomUUID()}`,
  art: "/api/v1/images/tasks/unknown",
  openai: "/v1/models",
} as const;

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
  person = await signUpWithCredits(app);
  await app.ctx.db.query("update accounts set plan_id = 'pro'", []);
});

afterAll(() => app.stop());

describe("a key with allowed addresses", () => {
  for (const dialect of ["hub", "plus", "art", "openai"] as const) {
    test(`of the ${dialect} API works from them only, elsewhere like an unknown key`, async () => {
      const { key } = await create({ dialect, allowed_addresses: ["192.0.2.7", "2001:db8::/32"] });
      const from = (address: string, sent = key) =>
        send(OPERATIONS[dialect], { address, key: sent });
      for (const address of ["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::5"])
        expect([200, 404]).toContain((await from(address)).status);
      const { status, text } = await from("192.0.2.8");
      const unknown = await from("192.0.2.8", generateKey(prefixes[dialect]));
      expect([status, withoutId(text)]).toEqual([401, withoutId(unknown.text)]);
      for (const address of ["192.0.2.6", "2001:db9::1", "10.0.0.1"])
        expect((await from(address)).status).toBe(401);
    });
  }

  test("counts no request from elsewhere, and does not report it as its last use", async () => {
    const { id, key } = await create({ dialect: "plus", allowed_addresses: ["192.0.2.0/24"] });
    for (let request = 0; request < 3; request++)
      await send(OPERATIONS.plus, { address: "198.51.100.1", key });
    expect((await find(id))?.last_used_at).toBeNull();
    const { headers } = await send(OPERATIONS.plus, { address: "192.0.2.9", key });
    expect(headers.get("x-ratelimit-remaining")).toBe("599");
  });

  test("lists them as networks without host bits", async () => {
    const { id } = await create({ dialect: "hub", allowed_addresses: ["192.0.2.77/24", "::1"] });
    expect((await find(id))?.allowed_addresses).toEqual(["192.0.2.0/24", "::1/128"]);
  });

  test("in the IPv6 form of IPv4 works from these IPv4 addresses", async () => {
    const { id, key } = await create({
      dialect: "hub",
      allowed_addresses: ["::ffff:192.0.2.7", "::FFFF:c633:6400/120"],
    });
    expect((await find(id))?.allowed_addresses).toEqual(["192.0.2.7/32", "198.51.100.0/24"]);
    for (const address of ["192.0.2.7", "::ffff:192.0.2.7", "198.51.100.9"])
      expect((await send(OPERATIONS.hub, { address, key })).status).toBe(200);
    for (const address of ["192.0.2.8", "::1"])
      expect((await send(OPERATIONS.hub, { address, key })).status).toBe(401);
  });

  test("keeps them when it is rotated", async () => {
    const { id } = await create({ dialect: "hub", allowed_addresses: ["192.0.2.7"] });
    const reply = await person.call(`/api/account/keys/${id}/rotate`, { json: {} });
    const { key } = (await reply.json()) as Schemas["CreatedKey"];
    expect((await send(OPERATIONS.hub, { address: "192.0.2.8", key })).status).toBe(401);
    expect((await send(OPERATIONS.hub, { address: "192.0.2.7", key })).status).toBe(200);
  });
});

describe("allowed addresses are rejected", () => {
  const cases = [
    "192.0.2.300",
    "192.0.2.0/33",
    "::1/129",
    "::ffff:192.0.2.7/95",
    "::ffff:192.0.2.7/129",
    "example.com",
    "192.0.2.7/",
    " 192.0.2.7",
  ];
  for (const address of cases) {
    test(`if one is "${address}", with its position`, async () => {
      const json = { dialect: "hub", allowed_addresses: ["192.0.2.7", address] };
      const reply = await person.call("/api/account/keys", { json });
      expect(reply.status).toBe(400);
      const { error } = await readBody(reply);
      expect(error?.issues).toMatchObject([{ path: ["allowed_addresses", 1] }]);
    });
  }
});

test("an operator can create a key with allowed addresses", async () => {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const customer = await app.customer();
  const create = (networks: string) =>
    cliInProcess(
      settings,
      ...["key", "create", "--email", customer.email, "--dialect", "hub"],
      ...["--allow-ip", networks, "--json"],
    );
  const { key, allowed_addresses } = JSON.parse((await create("192.0.2.7,198.51.100.0/24")).out);
  expect(allowed_addresses).toEqual(["192.0.2.7", "198.51.100.0/24"]);
  expect((await send(OPERATIONS.hub, { address: "192.0.2.8", key })).status).toBe(401);
  expect((await send(OPERATIONS.hub, { address: "198.51.100.8", key })).status).toBe(200);
  expect((await create("somewhere")).code).toBe(2);
});

async function create(json: object): Promise<Schemas["CreatedKey"]> {
  const reply = await person.call("/api/account/keys", { json });
  expect(reply.status).toBe(201);
  return (await reply.json()) as Schemas["CreatedKey"];
}

async function find(id: string): Promise<Schemas["Key"] | undefined> {
  const { data } = await requestJson<Schemas["KeyList"]>(person, "/api/account/keys");
  return data.find((key) => key.id === id);
}

async function send(path: string, { address, key }: { address: string; key: string }) {
  const headers = { authorization: `Bearer ${key}`, "x-forwarded-for": address };
  const reply = await app.fetch(path, { headers });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

const withoutId = (text: string) => text.replace(/"(?:request_?id)":\s*"[^"]*"/gi, "");

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDb } from "../../src/database/db.ts";
import {
  cli as runCli,
  cliInProcess,
  type Result,
  type Started,
  startCli,
} from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { findViolations } from "../support/invariants.ts";
import { eventually } from "../support/eventually.ts";
import { startUpstream } from "../support/upstream.ts";

const EMAIL = "ada@example.com";

let dataDir = "";
let database: Database;
let db: Db;
let settings: Record<string, string> = {};
let api: Started;
let url = "";

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom cli-"));
  database = await createDatabase();
  settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
  db = openDb(database.url, { connections: 1 });
  api = startCli(settings, "serve", "--no-worker", "--json");
  url = JSON.parse(await api.firstLine).url;
  await cliInProcess(settings, "account", "create", "--email", EMAIL, "--plan", "pro");
});

afterAll(async () => {
  api.kill("SIGTERM");
  await api.result;
  await db.close();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

describe("the command line:", () => {
  test("account create opens an account once, ignoring the case of the address", async () => {
    const first = await json("account", "create", "--email", "Bob@Example.com", "--plan", "free");
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: "bob@example.com",
      plan: "free",
      admin: false,
    });
    const create = ["account", "create", "--email", "bob@example.com", "--plan", "free"];
    const again = await cliInProcess(settings, ...create);
    expect(again).toEqual({
      code: 1,
      out: "",
      err: "darkroom: An account for bob@example.com already exists.\n",
    });
  });

  test("a grant can be spent at once, and expires at the given time", async () => {
    const { key } = await newKey();
    const before = await get("/api/v1/credits", key);
    const granted = await jsonInProcess("credits", "grant", "--email", EMAIL, "--credits", "5");
    expect(granted).toMatchObject({ credits: 5, source: "purchase", balance: { held: 0 } });
    await jsonInProcess(
      ...["credits", "grant", "--email", EMAIL, "--credits", "7"],
      ...["--expires-in", "12h", "--source", "promo"],
    );
    const after = await get("/api/v1/credits", key);
    expect(after.body.credits).toBe(before.body.credits + 12);
    expect(after.body.expiring).toEqual([{ credits: 7, expires_at: expect.any(String) }]);
    const hours = (Date.parse(after.body.expiring[0].expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThan(12.1);
  });

  test("a grant can have as many credits as one of the Account API", async () => {
    const whole = await json("account", "create", "--email", "whole@example.com", "--plan", "pro");
    const grant = ["credits", "grant", "--email", whole.email, "--credits", "100000000"];
    expect(await json(...grant)).toMatchObject({ balance: { credits: 100_000_000 } });
  });

  test("the help of an option names its default once", async () => {
    const promote = await cli("account", "promote", "--help");
    expect(promote.out).toContain(
      "Role of the operator: support, finance, admin (default admin)\n",
    );
    const add = await cli("models", "add", "--help");
    expect(add.out).toContain("Maximum images per request; 10 by default\n");
  });

  test("a key works until it is revoked, and is never shown again", async () => {
    const made = await json(
      ...["key", "create", "--email", EMAIL, "--dialect", "hub", "--label", "shop"],
    );
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^gih_live_[0-9A-Za-z]{32}$/),
      dialect: "hub",
      label: "shop",
      expires_at: null,
      scopes: ["read", "generate"],
      budget: null,
      allowed_addresses: [],
      json_keep_alive: false,
    });
    expect((await get("/api/v1/credits", made.key)).status).toBe(200);
    const listed = await cli("key", "list", "--email", EMAIL, "--json");
    expect(listed.out).toContain(made.id);
    expect(listed.out).not.toContain(made.key);
    const revoked = await json("key", "revoke", made.id);
    expect(revoked).toEqual({ id: made.id, revoked_at: expect.stringMatching(/Z$/) });
    const refused = await get("/api/v1/credits", made.key);
    expect([refused.status, refused.body.error.code]).toEqual([401, "invalidApiKey"]);
  });

  test("a rotation with an overlap keeps the old secret, one without ends it", async () => {
    const old = await newKey();
    const next = await json("key", "rotate", old.id);
    expect(next).toMatchObject({ id: old.id, dialect: "hub", overlap_seconds: 86_400 });
    for (const key of [old.key, next.key])
      expect((await get("/api/v1/credits", key)).status).toBe(200);
    const long = await cliInProcess(settings, "key", "rotate", old.id, "--overlap", "169h");
    expect(long).toMatchObject({ code: 2, err: expect.stringContaining("at most 7d") });
    const last = await jsonInProcess("key", "rotate", old.id, "--overlap", "0s");
    const statuses = [old.key, next.key, last.key].map(
      async (key) => (await get("/api/v1/credits", key)).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
  });

  test("a request with an expired key is answered with the reason", async () => {
    const { id, key, expires_at } = await jsonInProcess(
      ...["key", "create", "--email", EMAIL, "--dialect", "hub", "--expires-in", "1h"],
    );
    expect(Date.parse(expires_at)).toBeWithin(Date.now() + 3_500_000, Date.now() + 3_600_001);
    expect((await get("/api/v1/credits", key)).status).toBe(200);
    await db.query("update keys set expires_at = clock() where id = $1", [id]);
    const refused = await get("/api/v1/credits", key);
    expect([refused.status, refused.body.error.code]).toEqual([401, "expiredApiKey"]);
  });

  test("a new price applies to the next request", async () => {
    const priceOf = async () => (await get("/api/v1/models")).body.data[0].credits["4K"];
    expect(await priceOf()).toBe(12);
    const set = ["prices", "set", "--dialect", "hub", "--tier", "4K", "--credits"];
    expect(await json(...set, "14")).toMatchObject({ dialect: "hub", model: "*", credits: 14 });
    expect(await priceOf()).toBe(14);
    const { prices } = await json("prices", "list");
    const row = { dialect: "hub", model: "*", tier: "4K", quality: "*", credits: 14 };
    expect(prices).toContainEqual(row);
  });

  test("doctor passes for a served database, and names what to improve", async () => {
    const { out } = await cli("doctor", "--json");
    const { checks } = JSON.parse(out);
    const states = Object.fromEntries(
      checks.map((each: { check: string; state: string }) => [each.check, each.state]),
    );
    expect(states).toMatchObject({ settings: "ok", database: "ok", migrations: "ok", keys: "ok" });
    expect(states).toMatchObject({ storage: "ok", "public URL": "warn", "app secret": "warn" });
    expect(states.workers).toBe("warn");
  });

  test("doctor asks for TRUSTED_PROXIES if the public URL is https", async () => {
    const there = { ...settings, PUBLIC_URL: "https://images.example.com" };
    const output = async (env: Record<string, string>) => (await cliInProcess(env, "doctor")).out;
    expect(await output(there)).toMatch(/^ {2}warn +proxies +.*set TRUSTED_PROXIES to 1/m);
    expect(await output({ ...there, TRUSTED_PROXIES: "1" })).toMatch(
      /^ {2}ok +proxies +TRUSTED_PROXIES is 1\./m,
    );
  });

  test("doctor fails where a power cut could lose credits", async () => {
    const unsafe = Object.assign(new URL(database.url), { search: "?synchronous_commit=off" });
    const there = { ...settings, DATABASE_URL: unsafe.href };
    const { code, out } = await cliInProcess(there, "doctor");
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}fail +durability +.*synchronous_commit.* off: .*power failure/m);
  });

  test("every command answers --help, and help lists every command", async () => {
    const { commands } = await json("help");
    const names: string[] = commands.map((each: { name: string }) => each.name);
    expect(names).toContain("serve");
    const [first, second] = await Promise.all([cli("help"), cli("key", "create", "--help")]);
    for (const name of names) expect(first.out).toContain(`  ${name}  `);
    expect(second.out).toContain("key create --email EMAIL --dialect DIALECT [--label LABEL]");
    expect(await cli("--version")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^darkroom /),
    });
  });
});

describe("each error is reported in one line without a stack trace:", () => {
  test.each([
    [["frobnicate"], ['Unknown command "frobnicate". Available commands: serve,']],
    [["key"], ['Unknown command "key". Available commands: key create,']],
    [["plans", "list", "--colour"], ["Unknown option '--colour'."]],
    [["key", "revoke"], ["ID is missing:"]],
    [["key", "revoke", "7"], ['ID must be an id, as listed by `key list`, not "7".']],
    [
      ["credits", "grant", "--email", "ada", "--credits", "0", "--expires-in", "soon"],
      [
        "--email must be an email",
        "--credits must be a whole number",
        "--expires-in must be a duration",
      ],
    ],
    [
      ["credits", "grant", "--email", EMAIL, "--credits", "100000001"],
      ["--credits must be a whole"],
    ],
    [["credits", "grant", "--email", EMAIL, "--credits", "-5"], ["--credits must be a whole"]],
    [["credits", "grant", "--email", EMAIL, "--credits"], ["--credits needs a value."]],
    [["credits", "grant", "--email", "--credits", "5"], ["--email needs a value."]],
    [
      ["key", "create", "--email", EMAIL, "--dialect", "hub", "--label", "a", "--label", "b"],
      ["--label is given more than once: give it once."],
    ],
    [["account", "list", "--before", "7"], ["--before must be an id, as listed by"]],
    [
      ["key", "create", "--email", EMAIL, "--dialect", "klingon"],
      ['--dialect must be one of hub, plus, art, openai, not "klingon".'],
    ],
  ])("%p exits with 2 and prints the usage", async (args, faults) => {
    const { code, out, err } = await cliInProcess(settings, ...args);
    const lines = err.trimEnd().split("\n");
    expect({ code, out, lines: lines.length }).toEqual({
      code: 2,
      out: "",
      lines: faults.length + 1,
    });
    for (const [index, fault] of faults.entries())
      expect(lines[index]).toStartWith(`darkroom: ${fault}`);
    expect(lines.at(-1)).toStartWith("darkroom: Usage: ");
  });

  test.each([
    [
      ["account", "create", "--email", "c@example.com", "--plan", "gold"],
      /no plan "gold"\. .*free, max, pro/,
    ],
    [
      ["key", "create", "--email", "unknown@example.com", "--dialect", "hub"],
      /no account for unknown@/,
    ],
    [["key", "revoke", Bun.randomUUIDv7()], /There is no such key/],
    [["prices", "set", "--model", "dall-e-9", "--credits", "1"], /There is no model dall-e-9/],
  ])("%p exits with 1", async (args, message) => {
    const { code, out, err } = await cliInProcess(settings, ...args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("the exit code of the process is that of the command", async () => {
    const { code, err } = await cli("key", "revoke", "--colour");
    expect(code).toBe(2);
    expect(err).toStartWith("darkroom: Unknown option '--colour'.\n");
  });

  test("all invalid settings are reported together", async () => {
    const wrong = { PORT: "many", LOG_LEVEL: "loud", PROVIDER: "openai", APP_SECRET: "short" };
    const { code, out, err } = await runCli({ ...settings, ...wrong }, "serve");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    for (const name of ["PORT", "LOG_LEVEL", "OPENAI_API_KEY", "APP_SECRET"]) {
      expect(err).toMatch(new RegExp(`^darkroom: ${name} is`, "m"));
    }
    expect(err.trimEnd().split("\n")).toHaveLength(4);
  });

  test("a weak APP_SECRET is rejected without printing it", async () => {
    for (const [weak, reason] of [
      ["a".repeat(32), "has fewer than 10 different characters"],
      ["123456789".repeat(5), "has fewer than 10 different characters"],
      ["replace-with-the-output-of-openssl-rand-hex-32", "is a placeholder"],
      ["changeme-changeme-changeme-changeme-1234", "is a placeholder"],
    ] as const) {
      const own = { ...settings, APP_SECRET: weak };
      const { code, out, err } = await cliInProcess(own, "plans", "list");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toStartWith(`darkroom: APP_SECRET ${reason}`);
      expect(err).not.toContain(weak);
    }
  });

  test("a database that does not answer is named without its password", async () => {
    const away = "postgres://darkroom:hunter2@127.0.0.1:1/darkroom";
    const { code, err } = await runCli({ ...settings, DATABASE_URL: away }, "plans", "list");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^darkroom: Cannot reach the database at 127\.0\.0\.1:1 \(.*\): start it or correct DATABASE_URL\.\n$/,
    );
  });

  test("a process with another APP_SECRET does not start", async () => {
    const other = { ...settings, APP_SECRET: "another secret of this very test" };
    const { code, err } = await runCli(other, "plans", "list");
    expect(code).toBe(1);
    expect(err).toMatch(/^darkroom: This database was set up with another APP_SECRET.*\n$/);
  });

  test("a port that is in use is named", async () => {
    const taken = { ...settings, PORT: new URL(url).port };
    const { code, err } = await runCli(taken, "serve", "--no-worker");
    expect(code).toBe(1);
    expect(err).toMatch(/^darkroom: Port \d+ of 127\.0\.0\.1 is in use: .*set PORT\.$/m);
  });
});

describe("a stop signal", () => {
  test("finishes replies and generations in progress, leaves no job behind, and exits 0", async () => {
    const upstream = await startUpstream();
    const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
    const own = startCli({ ...settings, PROVIDER: "openai", ...provider }, "serve", "--json");
    const at = JSON.parse(await own.firstLine).url;
    await jsonInProcess("credits", "grant", "--email", EMAIL, "--credits", "16");
    const { key } = await newKey();
    const { body } = await post(at, key, { prompt: "A boat #up:hold", async: true });
    const waiting = post(at, key, { prompt: "A lighthouse #up:hold" });
    await upstream.arrived(2);
    own.kill("SIGTERM");
    const output = await waiting;
    expect([output.status, output.body.poll_url]).toEqual([
      202,
      expect.stringContaining(output.body.id),
    ]);
    upstream.release();
    const { code, err } = await own.result;
    expect(code).toBe(0);
    expect(err).not.toContain('"level":"error"');
    for (const { id } of [body, output.body]) {
      expect((await get(`/api/v1/generations/${id}`, key)).body.status).toBe("succeeded");
    }
    expect(await findViolations(database.url)).toEqual([]);
    await upstream.stop();
  });

  test("that is repeated after a second ends the process immediately with 1", async () => {
    const own = startCli(settings, "serve", "--json");
    const at = JSON.parse(await own.firstLine).url;
    await jsonInProcess("credits", "grant", "--email", EMAIL, "--credits", "8");
    const { key } = await newKey();
    const { body } = await post(at, key, { prompt: "A boat #slow:25", async: true });
    await eventually(
      async () => (await get(`/api/v1/generations/${body.id}`, key)).body.status === "running",
      { message: "The generation did not start" },
    );
    let hasEnded = false;
    const ended = own.result.finally(() => (hasEnded = true));
    const interrupt = () => {
      if (!hasEnded) own.kill("SIGINT");
      return hasEnded;
    };
    // The generation takes longer than this.
    const limits = { message: "The server did not end" };
    await eventually(interrupt, limits);
    expect((await ended).code).toBe(1);
  });
});

async function cli(...args: string[]) {
  return await runCli(settings, ...args);
}

const json = async (...args: string[]) => readJson(await cli(...args, "--json"));

const jsonInProcess = async (...args: string[]) =>
  readJson(await cliInProcess(settings, ...args, "--json"));

function readJson({ code, out, err }: Result) {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^\{.*\}\n$/);
  return JSON.parse(out);
}

async function newKey(): Promise<{ id: string; key: string }> {
  return await jsonInProcess("key", "create", "--email", EMAIL, "--dialect", "hub");
}

async function get(path: string, key = "") {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: await response.json() };
}

async function post(at: string, key: string, body: object) {
  const response = await fetch(`${at}/api/v1/images/generations`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", ...body }),
  });
  return { status: response.status, body: await response.json() };
}

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/hub/openapi.json";
import { generateKey } from "../../../src/core/accounts/key-format.ts";
import { type App, startApp } from "../../support/app.ts";
import { DAMAGE_CASES, ERROR_CASES, withWrongChecksum } from "../../support/hub-error-cases.ts";
import { INTERNAL_DETAILS, listProvokableErrors } from "../../support/documented-errors.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  hideDatabase,
  createScenario,
  type Scenario,
  sendToDamagedServer,
} from "../../support/scenario.ts";
import { countCallsWith, readAccountState } from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const CREDITS = 40;
let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  const { url } = upstream;
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: url };
  app = await startApp({ env });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("the provocations cover exactly the documented errors of the hub", () => {
  const provoked = new Set([...Object.keys(ERROR_CASES), ...DAMAGE_CASES.map(([name]) => name)]);
  const documented = listProvokableErrors(document).map(({ name }) => name);
  expect([...provoked].toSorted()).toEqual([...new Set(documented)].toSorted());
});

describe("the hub charges nothing for the documented error", () => {
  for (const error of listProvokableErrors(document)) {
    for (const [index, { prepare, provoke }] of (ERROR_CASES[error.name] ?? []).entries()) {
      const run = async () => {
        const customer = await app.customer({ credits: CREDITS });
        const scene = createScenario(app, customer);
        await prepare?.(scene);
        const before = await readState(scene);
        await expectError(await provoke(scene), error);
        const after = await readState(scene);
        if (error.charged === "never") expect(after).toEqual(before);
        else expect(after).toMatchObject({ available: CREDITS, held: 0, captured: "0" });
      };
      test.concurrent(`${error.name}, ${index + 1}`, run);
    }
  }
});

describe("the hub without its dependencies charges nothing and reveals no internals:", () => {
  for (const [missing, rows] of Map.groupBy(DAMAGE_CASES, ([, each]) => each)) {
    test.concurrent(`without the ${missing}`, async () => {
      const sendAll = (scene: Scenario, id: string) =>
        Promise.all(rows.map(async ([name, , send]) => ({ name, reply: await send(scene, id) })));
      const { result: replies, before, after, lines } = await sendToDamagedServer(missing, sendAll);
      for (const { name, reply } of replies) {
        const [, status, code = ""] = name.split(" ");
        await expectError(reply, { status: Number(status), code });
      }
      expect(after).toEqual(before);
      expect(lines.filter((line) => line.includes('"level":"error"'))).not.toEqual([]);
    });
  }
});

test.concurrent("a paid call is made once, independent of its result", async () => {
  for (const word of ["500", "reset", "truncated"]) {
    const scene = createScenario(app, await app.customer({ credits: CREDITS }));
    await scene.create({ prompt: `${scene.mark} #up:${word}` });
    expect(countCallsWith(upstream.calls, scene.mark)).toBe(1);
  }
});

test.concurrent("a key with a wrong checksum is rejected without a database query", async () => {
  const sendKey = (key: string) => (scene: Scenario) =>
    scene.app.fetch("/api/v1/credits", { headers: { authorization: `Bearer ${key}` } });
  const key = generateKey("gih_live_");
  const wrong = await sendToDamagedServer("database", sendKey(withWrongChecksum(key)));
  expect(wrong.result.status).toBe(401);
  // A key with a valid checksum has to be looked up.
  const unknown = await sendToDamagedServer("database", sendKey(key));
  expect(unknown.result.status).toBe(503);
});

test.concurrent("a server recovers from a database outage", async () => {
  const own = await startApp({ worker: false });
  const scene = createScenario(own, await own.customer());
  const repair = await hideDatabase(own);
  const rejected = await scene.create({ async: true });
  expect(rejected.status).toBe(503);
  expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
  await repair();
  expect((await scene.create({ async: true })).status).toBe(202);
  await own.stop();
});

test.concurrent("a key at its concurrency limit gets 429 with Retry-After", async () => {
  const idle = await startApp({ worker: false });
  const scene = createScenario(idle, await idle.customer());
  await scene.alterKey("running_limit = 1");
  expect((await scene.create({ async: true })).status).toBe(202);
  const before = await readAccountState(idle, scene.customer.accountId);
  const rejected = await scene.create({ async: true });
  await expectError(rejected, { status: 429, code: "rateLimited" });
  expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await readAccountState(idle, scene.customer.accountId)).toEqual(before);
  await idle.stop();
});

test.concurrent(
  "every hub response to a limited key has the rate limit headers, even an error",
  async () => {
    const scene = createScenario(app, await app.customer({ credits: 0 }));
    await scene.alterKey("requests_per_hour = 3");
    const replies = [
      await scene.customer.call("/api/v1/credits"),
      await scene.create({ n: 9 }),
      await scene.create(),
      await scene.create(),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 400, 402, 429]);
    const header = (name: string) => replies.map(({ headers }) => headers.get(name));
    expect(header("x-ratelimit-limit")).toEqual(["3", "3", "3", "3"]);
    expect(header("x-ratelimit-remaining")).toEqual(["2", "1", "0", "0"]);
    const [reset] = header("x-ratelimit-reset").map(Number);
    expect(reset).toBeGreaterThan(Date.now() / 1000);
    expect(reset).toBeLessThanOrEqual(Date.now() / 1000 + 3601);
    expect(Number(replies[3]?.headers.get("retry-after"))).toBeGreaterThan(3500);
  },
);

describe("a 405 of the hub lists the allowed methods of", () => {
  for (const [path, item] of Object.entries(document.paths)) {
    test(path, async () => {
      const methods = Object.keys(item).map((method) => method.toUpperCase());
      const allowed = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
      const url = path.replace(/\{\w+\}/, crypto.randomUUID());
      const others = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
      for (const method of others.filter((each) => !methods.includes(each))) {
        const reply = await app.fetch(url, { method });
        await expectError(reply, { status: 405, code: "methodNotAllowed" });
        expect(reply.headers.get("allow")).toBe(allowed.join(", "));
      }
    });
  }
});

describe("a path that only the hub has returns the hub's format for a key of", () => {
  test.each(["plus", "art"] as const)("%s", async (dialect) => {
    const customer = await app.customer({ dialect, credits: 7 });
    const models = await customer.call("/api/v1/models");
    expect([models.status, (await models.json()).object]).toEqual([200, "list"]);
    const credits = await customer.call("/api/v1/credits");
    expect(await credits.json()).toMatchObject({ object: "credit_balance", credits: 7 });
  });
});

async function readState({ customer, mark }: Scenario) {
  const state = await readAccountState(app, customer.accountId);
  return { ...state, calls: countCallsWith(upstream.calls, mark) };
}

async function expectError(reply: Response, expected: { status: number; code: string }) {
  const text = await reply.text();
  const { error } = JSON.parse(text);
  expect({ status: reply.status, code: error.code }).toMatchObject({
    status: expected.status,
    code: expected.code,
  });
  expect(text).not.toMatch(INTERNAL_DETAILS);
  expect(reply.headers.get("cache-control")).toBe("no-store");
}

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/art/openapi.json";
import { type App, startApp } from "../../support/app.ts";
import { DAMAGE_CASES, ERROR_CASES, INVALID_REQUESTS } from "../../support/art-error-cases.ts";
import { INTERNAL_DETAILS, listProvokableErrors } from "../../support/documented-errors.ts";
import { findViolations } from "../../support/invariants.ts";
import { createScenario, type Scenario, sendToDamagedServer } from "../../support/scenario.ts";
import { readAccountState } from "../../support/account-state.ts";

const CREDITS = 40;
const TYPES: Record<string, string> = {
  invalid_api_key: "authentication_error",
  moderation_blocked: "image_generation_user_error",
  insufficient_scope: "permission_error",
  account_suspended: "permission_error",
  plan_required: "permission_error",
  wrong_api: "permission_error",
  insufficient_credits: "insufficient_quota",
  key_budget_reached: "insufficient_quota",
  monthly_cap_reached: "insufficient_quota",
  rate_limit_exceeded: "rate_limit_error",
  concurrency_limit_exceeded: "rate_limit_error",
  internal_error: "server_error",
  service_unavailable: "service_unavailable_error",
};
/** Accepts requests without running them: no error needs a worker. */
let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

test("the provocations cover exactly the documented errors of art", () => {
  const provoked = new Set([...Object.keys(ERROR_CASES), ...DAMAGE_CASES.map(([name]) => name)]);
  const documented = new Set(listProvokableErrors(document).map(({ name }) => name));
  expect([...provoked].toSorted()).toEqual([...documented].toSorted());
});

describe("art changes nothing when it returns the documented error", () => {
  for (const error of listProvokableErrors(document)) {
    for (const [index, { prepare, provoke }] of (ERROR_CASES[error.name] ?? []).entries()) {
      test.concurrent(`${error.name}, ${index + 1}`, async () => {
        const scene = createScenario(app, await app.customer({ dialect: "art", credits: CREDITS }));
        await prepare?.(scene);
        const before = await readAccountState(app, scene.customer.accountId);
        await expectError(await provoke(scene), error);
        expect(await readAccountState(app, scene.customer.accountId)).toEqual(before);
      });
    }
  }
});

describe("art without its dependencies charges nothing and reveals no internals:", () => {
  for (const [missing, rows] of Map.groupBy(DAMAGE_CASES, ([, each]) => each)) {
    test.concurrent(`without the ${missing}`, async () => {
      const sendAll = (scene: Scenario, id: string) =>
        Promise.all(rows.map(async ([name, , send]) => ({ name, reply: await send(scene, id) })));
      const { result: replies, before, after } = await sendToDamagedServer(missing, sendAll, "art");
      for (const { name, reply } of replies) {
        const [, status, code = ""] = name.split(" ");
        await expectError(reply, { status: Number(status), code });
      }
      expect(after).toEqual(before);
    });
  }
});

describe("art names the invalid field for", () => {
  for (const [fields, param] of INVALID_REQUESTS) {
    const name = JSON.stringify(fields, (_, each) => each ?? null).slice(0, 80);
    test.concurrent(name, async () => {
      const { create } = createScenario(app, await app.customer({ dialect: "art" }));
      const reply = await create(fields);
      expect([reply.status, (await reply.json()).error.param]).toEqual([400, param]);
    });
  }
});

test("every art response to a limited key has the rate limit headers, also an error", async () => {
  const scene = createScenario(app, await app.customer({ dialect: "art", credits: 0 }));
  await scene.alterKey("requests_per_hour = 4");
  const replies = [
    await scene.customer.call("/api/v1/nothing"),
    await scene.create({ n: 99 }),
    await scene.create(),
    await scene.customer.call(`/api/v1/images/tasks/${crypto.randomUUID()}`),
    await scene.create(),
  ];
  expect(replies.map(({ status }) => status)).toEqual([404, 400, 402, 404, 429]);
  const header = (name: string) => replies.map(({ headers }) => headers.get(name));
  expect(header("x-ratelimit-limit")).toEqual(Array(5).fill("4"));
  expect(header("x-ratelimit-remaining")).toEqual(["3", "2", "1", "0", "0"]);
  expect(Number(replies[4]?.headers.get("retry-after"))).toBeGreaterThan(3500);
});

async function expectError(reply: Response, expected: { status: number; code: string }) {
  const text = await reply.text();
  const { error } = JSON.parse(text);
  const { status, code } = expected;
  const type = TYPES[code] ?? "invalid_request_error";
  expect({ status: reply.status, ...error }).toMatchObject({ status, code, type });
  expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
  expect(text).not.toMatch(INTERNAL_DETAILS);
  expect(reply.headers.get("cache-control")).toBe("no-store");
}

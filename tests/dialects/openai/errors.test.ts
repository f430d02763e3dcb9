import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/openai/openapi.json";
import { type App, startApp } from "../../support/app.ts";
import {
  type DocumentedError,
  INTERNAL_DETAILS,
  listProvokableErrors,
} from "../../support/documented-errors.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import * as images from "../../support/openai-error-cases.ts";
import {
  RESPONSE_DAMAGE_CASES,
  RESPONSE_ERROR_CASES,
} from "../../support/openai-response-error-cases.ts";
import { TASK_DAMAGE_CASES, TASK_ERROR_CASES } from "../../support/openai-task-error-cases.ts";
import { createScenario, type Scenario, sendToDamagedServer } from "../../support/scenario.ts";
import {
  countCallsWith,
  type AccountState,
  readAccountState,
} from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const ERROR_CASES = { ...images.ERROR_CASES, ...RESPONSE_ERROR_CASES, ...TASK_ERROR_CASES };
const DAMAGE_CASES = [...images.DAMAGE_CASES, ...RESPONSE_DAMAGE_CASES, ...TASK_DAMAGE_CASES];
const CREDITS = 40;
const PRICE = 8;
const TYPES: Record<string, string> = {
  moderation_blocked: "image_generation_user_error",
  insufficient_scope: "permission_error",
  account_suspended: "permission_error",
  plan_required: "permission_error",
  credit_balance_exhausted: "insufficient_quota",
  key_budget_reached: "insufficient_quota",
  organization_spend_limit_exceeded: "insufficient_quota",
  rate_limit_exceeded: "rate_limit_error",
  generation_failed: "server_error",
  generation_timeout: "server_error",
  internal_error: "server_error",
  server_is_overloaded: "service_unavailable_error",
};
/** Values of `x-should-retry`; without it a client decides by the status. */
const RETRIES: Record<string, string> = {
  credit_balance_exhausted: "false",
  organization_spend_limit_exceeded: "false",
  rate_limit_exceeded: "false",
  generation_failed: "false",
  generation_timeout: "true",
};
let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

test("the provocations cover exactly the documented errors of the OpenAI dialect", () => {
  const provoked = new Set([...Object.keys(ERROR_CASES), ...DAMAGE_CASES.map(([name]) => name)]);
  const documented = new Set(listProvokableErrors(document).map(({ name }) => name));
  expect([...provoked].toSorted()).toEqual([...documented].toSorted());
});

describe("the OpenAI dialect charges as documented for", () => {
  for (const error of listProvokableErrors(document)) {
    for (const [index, { prepare, provoke }] of (ERROR_CASES[error.name] ?? []).entries()) {
      test.concurrent(`${error.name}, ${index + 1}`, async () => {
        const scene = createScenario(
          app,
          await app.customer({ dialect: "openai", credits: CREDITS }),
        );
        await prepare?.(scene);
        await untilAtProvider(scene);
        const before = await readState(scene);
        const reply = await provoke(scene);
        await expectError(reply, error);
        expectCharged(error, before, await readState(scene));
        const retry = RETRIES[error.code];
        if (retry !== undefined) expect(reply.headers.get("x-should-retry")).toBe(retry);
      });
    }
  }
});

describe("the OpenAI dialect without its dependencies charges nothing and reveals no internals:", () => {
  for (const [missing, rows] of Map.groupBy(DAMAGE_CASES, ([, each]) => each)) {
    test.concurrent(`without the ${missing}`, async () => {
      const sendAll = (scene: Scenario) =>
        Promise.all(rows.map(async ([name, , send]) => ({ name, reply: await send(scene) })));
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

test.concurrent(
  "a stream that cannot start gets the error of a request without streaming",
  async () => {
    const scene = createScenario(app, await app.customer({ dialect: "openai", credits: CREDITS }));
    const body = JSON.stringify({ prompt: scene.mark, n: 10, stream: true });
    const headers = { "content-type": "application/json" };
    const path = "/v1/images/generations";
    const reply = await scene.customer.call(path, { method: "POST", headers, body });
    expect(reply.headers.get("content-type")).toStartWith("application/json");
    await expectError(reply, { status: 402, code: "credit_balance_exhausted" });
  },
);

/** Waits until the prepared generations that have not finished have reached the provider. */
async function untilAtProvider(scene: Scenario): Promise<void> {
  const isReached = async () => {
    const { held, generations, calls } = await readState(scene);
    return Number(held) === 0 || Number(calls) >= Number(generations);
  };
  await eventually(isReached, { message: "A prepared generation has not reached the provider" });
}

async function readState({ customer, mark }: Scenario): Promise<AccountState> {
  const state = await readAccountState(app, customer.accountId);
  return { ...state, calls: countCallsWith(upstream.calls, mark) };
}

function expectCharged(
  { charged }: DocumentedError,
  before: AccountState,
  after: AccountState,
): void {
  if (charged === "never") expect(after).toEqual(before);
  else if (charged === "held") {
    expect(after).toMatchObject({ available: CREDITS - PRICE, held: PRICE, captured: "0" });
  } else expect(after).toMatchObject({ available: CREDITS, held: 0, captured: "0" });
}

async function expectError(reply: Response, expected: { status: number; code: string }) {
  const text = await reply.text();
  const { error } = JSON.parse(text);
  const { status, code } = expected;
  const type = TYPES[code] ?? "invalid_request_error";
  expect({ status: reply.status, ...error }).toMatchObject({ status, code, type });
  expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
  expect(text).not.toMatch(INTERNAL_DETAILS);
  expect(reply.headers.get("cache-control")).toBe("no-store");
  expect(reply.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  expect(Number(reply.headers.get("retry-after") ?? 0)).toBeLessThanOrEqual(60);
}

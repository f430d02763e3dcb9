import type { ErrorCase } from "./hub-error-cases.ts";
import { announce } from "./announced-body.ts";
import { errorsOfKey } from "./openai-error-cases.ts";
import {
  type MissingObject,
  type Scenario,
  setKeyBudget,
  setMonthlyCap,
  suspendAccount,
} from "./scenario.ts";

const PATH = "/v1/responses";

type Fields = Record<string, unknown>;
type Headers = Record<string, string>;

const ABSENT = `${PATH}/resp_${"0".repeat(32)}`;

/** Requests for a response that does not exist. */
const STORED_OPERATIONS: [
  name: string,
  send: (scene: Scenario, headers?: Headers) => Promise<Response>,
][] = [
  ["getResponse", ({ customer }, headers = {}) => customer.call(ABSENT, { headers })],
  [
    "deleteResponse",
    ({ customer }, headers = {}) => customer.call(ABSENT, { method: "DELETE", headers }),
  ],
  [
    "cancelResponse",
    ({ customer }, headers = {}) => customer.call(`${ABSENT}/cancel`, { method: "POST", headers }),
  ],
];

/** Requests that cause each documented error of the Responses API. */
export const RESPONSE_ERROR_CASES: Record<string, ErrorCase[]> = {
  ...errorsOfKey("createResponse", (scene, headers) => createResponse(scene, {}, headers)),
  ...Object.assign({}, ...STORED_OPERATIONS.map(([name, send]) => errorsOfKey(name, send))),
  ...Object.fromEntries(
    STORED_OPERATIONS.map(([name, send]) => [
      `${name} 404 not_found`,
      [{ provoke: (scene: Scenario) => send(scene) }],
    ]),
  ),
  "getResponse 400 invalid_value": [
    { provoke: ({ customer }) => customer.call(`${ABSENT}?stream=true`) },
  ],
  "deleteResponse 400 invalid_value": [{ prepare: startHeld, provoke: deleteUnfinished }],
  "createResponse 400 invalid_value": [
    ...[{ input: undefined }, { input: "" }, { input: [] }, { tools: [] }, { seed: 1 }].map(
      (fields: Fields) => asking(fields),
    ),
    ...[
      { store: false, background: true },
      { previous_response_id: "resp_1" },
      { stream: "yes" },
      { tool_choice: "none" },
    ].map((fields: Fields) => asking(fields)),
    asking({}, { "idempotency-key": "k".repeat(256) }),
    { provoke: (scene) => post(scene, "{") },
    { provoke: (scene) => post(scene, "[]") },
  ],
  "createResponse 400 moderation_blocked": [
    ...providerSays("moderation"),
    asking({ input: "a hill #refused" }),
    asking({ input: "#REFUSED", stream: true }),
  ],
  "createResponse 402 credit_balance_exhausted": [
    { prepare: spendAll, provoke: (scene) => createResponse(scene) },
  ],
  "createResponse 402 key_budget_reached": [
    { prepare: setKeyBudget, provoke: (scene) => createResponse(scene) },
  ],
  "createResponse 402 organization_spend_limit_exceeded": [
    {
      prepare: (scene) => setMonthlyCap(scene).then(() => createImages(scene, 3)),
      provoke: (scene) => createResponse(scene),
    },
  ],
  "createResponse 403 account_suspended": [
    { prepare: suspendAccount, provoke: (scene) => createResponse(scene) },
  ],
  "createResponse 404 model_not_found": [
    asking({ tools: [{ type: "image_generation", model: "dall-e-9" }] }),
  ],
  "createResponse 413 payload_too_large": [{ provoke: (scene) => announce(scene, PATH) }],
  "createResponse 415 unsupported_media_type": [asking({}, { "content-type": "text/plain" })],
  "createResponse 422 idempotency_key_reused": [
    {
      prepare: (scene) => createResponse(scene, {}, { "idempotency-key": "one" }),
      provoke: (scene) =>
        createResponse(scene, { input: `Other ${scene.mark}` }, { "idempotency-key": "one" }),
    },
  ],
  "createResponse 500 generation_failed": providerSays("500", "reset", "none", "not-an-image"),
  "createResponse 503 server_is_overloaded": providerSays("401", "quota"),
  "createResponse 504 generation_timeout": [
    {
      provoke: (scene) =>
        createResponse(scene, { input: `${scene.mark} #up:hold` }, { prefer: "wait=0" }),
    },
  ],
};

/** The errors of a server whose database is missing, or a part of it. */
export const RESPONSE_DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario) => Promise<Response>,
][] = [
  ["createResponse 500 internal_error", "function accept_generations_2", (s) => createResponse(s)],
  ["createResponse 503 server_is_overloaded", "database", (scene) => createResponse(scene)],
  ...STORED_OPERATIONS.flatMap(([name, send]): typeof RESPONSE_DAMAGE_CASES => [
    [`${name} 500 internal_error`, "table generations", (scene) => send(scene)],
    [`${name} 503 server_is_overloaded`, "database", (scene) => send(scene)],
  ]),
];

function startHeld(scene: Scenario): Promise<Response> {
  return createResponse(scene, { input: `${scene.mark} #up:hold`, background: true });
}

async function deleteUnfinished({ app, customer }: Scenario): Promise<Response> {
  const text = "select id from generations where account_id = $1";
  const rows: { id: string }[] = (await app.ctx.db.query(text, [customer.accountId])).rows;
  const id = rows[0]?.id ?? "";
  return customer.call(`${PATH}/resp_${id.replaceAll("-", "")}`, { method: "DELETE" });
}

/** Sends a valid request with these changes. */
function createResponse(
  scene: Scenario,
  fields: Fields = {},
  headers: Headers = {},
): Promise<Response> {
  const body = { input: scene.mark, tools: [{ type: "image_generation" }], ...fields };
  return post(scene, JSON.stringify(body), headers);
}

function asking(fields: Fields, headers: Headers = {}): ErrorCase {
  return { provoke: (scene) => createResponse(scene, fields, headers) };
}

function providerSays(...words: string[]): ErrorCase[] {
  return words.map((word) => ({
    provoke: (scene) => createResponse(scene, { input: `${scene.mark} #up:${word}` }),
  }));
}

function spendAll(scene: Scenario): Promise<unknown> {
  return createImages(scene, 5);
}

function createImages({ customer, mark }: Scenario, n: number): Promise<Response> {
  return customer.call("/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: mark, n }),
  });
}

function post({ customer }: Scenario, body: string, headers: Headers = {}): Promise<Response> {
  const all = { "content-type": "application/json", ...headers };
  return customer.call(PATH, { method: "POST", headers: all, body });
}

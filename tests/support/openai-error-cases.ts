import { generateKey } from "../../src/core/accounts/key-format.ts";
import { announce } from "./announced-body.ts";
import { FILE_DAMAGE_CASES, FILE_ERROR_CASES, FILE_OPERATIONS } from "./openai-file-error-cases.ts";
import { type ErrorCase, withWrongChecksum } from "./hub-error-cases.ts";
import {
  setKeyBudget,
  setMonthlyCap,
  suspendAccount,
  denyDialect,
  type MissingObject,
  type Scenario,
} from "./scenario.ts";
import { renderBase64 } from "./upstream/images.ts";

const CREATE = "/v1/images/generations";
const EDIT = "/v1/images/edits";

type Fields = Record<string, unknown>;
type Headers = Record<string, string>;
/** Sends a valid create or edit request with these changes. */
type Make = (scene: Scenario, fields?: Fields, headers?: Headers) => Promise<Response>;
type Operation = (scene: Scenario, headers: Headers) => Promise<Response>;

const MAKES: [name: string, make: Make, path: string][] = [
  ["createImage", create, CREATE],
  ["editImage", edit, EDIT],
];
const OPERATIONS: [name: string, send: Operation][] = [
  ...MAKES.map(([name, make]): [string, Operation] => [
    name,
    (scene, headers) => make(scene, {}, headers),
  ]),
  ["listModels", ({ app }, headers) => app.fetch("/v1/models", { headers })],
  ["getModel", ({ app }, headers) => app.fetch("/v1/models/gpt-image-2", { headers })],
  ...FILE_OPERATIONS,
];

/** Values that are invalid for every field. */
const REFUSED: Fields[] = [
  ...[{ prompt: undefined }, { prompt: "" }, { prompt: 7 }, { prompt: "a\u0000b" }],
  ...[{ prompt: "p".repeat(32_001) }, { model: "" }, { n: 0 }, { n: 11 }, { n: "1" }],
  ...[{ size: "1792x936" }, { size: "large" }, { quality: "ultra" }, { output_format: "gif" }],
  ...[{ output_compression: 50 }, { partial_images: 4, stream: true }, { moderation: "none" }],
  ...[{ background: "transparent", output_format: "jpeg" }, { user: "u".repeat(256) }],
];

/** The operation that accepts images. */
const REFUSED_EDITS: Fields[] = [
  ...[{ images: undefined }, { images: [] }, { images: "an image" }],
  ...[{ images: [{ image_url: "https://127.0.0.1/a.png" }] }],
  ...[{ images: [{ image_url: "file:///etc/passwd" }] }, { images: [{ file_id: "file-1" }] }],
  ...[{ images: [{ file_id: `file-${"0".repeat(32)}` }] }, { images: [{}] }],
  { images: [{ file_id: `file-${"0".repeat(32)}`, image_url: "https://example.com/a.png" }] },
  { mask: {} },
  ...[{ images: [{ image_url: `data:image/png;base64,${btoa("words")}` }] }],
  { mask: { image_url: `data:image/png;base64,${btoa("words")}` } },
];

/** Requests that cause each documented error of the OpenAI dialect, by operation, status and code. */
export const ERROR_CASES: Record<string, ErrorCase[]> = {
  ...Object.assign({}, ...OPERATIONS.map(([name, send]) => errorsOfKey(name, send))),
  ...Object.assign({}, ...MAKES.map(errorsOfMaking)),
  ...FILE_ERROR_CASES,
  "createImage 415 unsupported_media_type": [
    { provoke: (scene) => create(scene, {}, { "content-type": "text/plain" }) },
    { provoke: (scene) => sendForm(scene, CREATE) },
  ],
  "editImage 415 unsupported_media_type": [
    { provoke: (scene) => edit(scene, {}, { "content-type": "text/plain" }) },
  ],
  "getModel 404 model_not_found": [
    { provoke: ({ customer }) => customer.call("/v1/models/dall-e-9") },
    { provoke: ({ customer }) => customer.call("/v1/models/1%20or%201=1") },
  ],
  "unrouted 404 not_found": [
    { provoke: ({ customer }) => customer.call("/v1/nothing") },
    { provoke: ({ customer }) => customer.call("/v1/images/variations", { method: "POST" }) },
    { provoke: ({ customer }) => customer.call("/v1/models/") },
    { provoke: ({ app }) => app.fetch("/v1/chat/completions", { method: "POST", body: "{}" }) },
  ],
  "unrouted 405 method_not_allowed": [
    { provoke: ({ customer }) => customer.call(CREATE) },
    { provoke: ({ customer }) => customer.call(EDIT, { method: "DELETE" }) },
    { provoke: ({ app }) => app.fetch("/v1/models", { method: "POST", body: "{}" }) },
    { provoke: ({ customer }) => customer.call("/v1/models/gpt-image-2", { method: "DELETE" }) },
  ],
};

/** The errors of a server whose database is missing, or a part of it. */
export const DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario) => Promise<Response>,
][] = [
  ...MAKES.flatMap(([name, make]): typeof DAMAGE_CASES => [
    [`${name} 500 internal_error`, "function accept_generations_2", (scene) => make(scene)],
    [`${name} 503 server_is_overloaded`, "database", (scene) => make(scene)],
  ]),
  ["listModels 500 internal_error", "table models", listModels],
  ["getModel 500 internal_error", "table models", getModel],
  ["listModels 503 server_is_overloaded", "database", listModels],
  ["getModel 503 server_is_overloaded", "database", getModel],
  ...FILE_DAMAGE_CASES,
];

function errorsOfMaking([name, make, path]: (typeof MAKES)[number]): Record<string, ErrorCase[]> {
  const asking = (fields: Fields, headers?: Headers): ErrorCase => ({
    provoke: (scene) => make(scene, fields, headers),
  });
  const upstreamSays = (...words: string[]): ErrorCase[] =>
    words.map((word) => ({
      provoke: (scene) => make(scene, { prompt: `${scene.mark} #up:${word}` }),
    }));
  return {
    [`${name} 400 invalid_value`]: [
      ...REFUSED.map((fields) => asking(fields)),
      asking({}, { "idempotency-key": "k".repeat(256) }),
      { provoke: (scene) => post(scene, path, { body: "{" }) },
      { provoke: (scene) => post(scene, path, { body: "[]" }) },
      ...(make === edit ? REFUSED_EDITS.map((fields) => asking(fields)) : []),
    ],
    [`${name} 400 moderation_blocked`]: [
      ...upstreamSays("moderation"),
      asking({ prompt: "a hill #refused" }),
      asking({ prompt: "#REFUSED", stream: true }),
    ],
    [`${name} 402 credit_balance_exhausted`]: [asking({ n: 10 })],
    [`${name} 402 key_budget_reached`]: [
      { prepare: setKeyBudget, provoke: (scene) => make(scene, { n: 1 }) },
    ],
    [`${name} 403 account_suspended`]: [
      { prepare: suspendAccount, provoke: (scene) => make(scene, { n: 1 }) },
    ],
    [`${name} 402 organization_spend_limit_exceeded`]: [
      { prepare: setMonthlyCap, provoke: (scene) => make(scene, { n: 4 }) },
    ],
    [`${name} 404 model_not_found`]: [asking({ model: "dall-e-9" }), asking({ model: "<b>" })],
    [`${name} 413 payload_too_large`]: [{ provoke: (scene) => announce(scene, path) }],
    [`${name} 422 idempotency_key_reused`]: [
      {
        prepare: (scene) => make(scene, {}, { "idempotency-key": "one" }),
        provoke: (scene) => make(scene, { n: 2 }, { "idempotency-key": "one" }),
      },
    ],
    [`${name} 500 generation_failed`]: upstreamSays("500", "reset", "none", "not-an-image"),
    [`${name} 503 server_is_overloaded`]: upstreamSays("401", "quota"),
    [`${name} 504 generation_timeout`]: [
      {
        provoke: (scene) => make(scene, { prompt: `${scene.mark} #up:hold` }, { prefer: "wait=0" }),
      },
    ],
  };
}

/** Requests that cause the errors of a key in an operation. */
export function errorsOfKey(name: string, send: Operation): Record<string, ErrorCase[]> {
  const withKey = (authorization: string): ErrorCase => ({
    provoke: (scene) => send(scene, { authorization }),
  });
  const own = (scene: Scenario) => send(scene, { authorization: `Bearer ${scene.customer.key}` });
  return {
    [`${name} 401 invalid_api_key`]: [
      withKey(""),
      withKey("Basic YTpi"),
      withKey("Bearer nonsense"),
      withKey(`Bearer ${withWrongChecksum(generateKey("sk-"))}`),
      withKey(`Bearer ${generateKey("sk-")}`),
      { prepare: ({ alterKey }) => alterKey("revoked_at = clock()"), provoke: own },
      { prepare: ({ alterKey }) => alterKey("expires_at = clock()"), provoke: own },
    ],
    [`${name} 403 insufficient_scope`]: [
      { prepare: ({ alterKey }) => alterKey("scopes = '{manage}'"), provoke: own },
    ],
    [`${name} 403 plan_required`]: [
      { prepare: (scene) => denyDialect(scene, "openai"), provoke: own },
    ],
    [`${name} 429 rate_limit_exceeded`]: [
      {
        prepare: (scene) => scene.alterKey("requests_per_hour = 1").then(() => own(scene)),
        provoke: own,
      },
    ],
  };
}

function create(scene: Scenario, fields: Fields = {}, headers: Headers = {}): Promise<Response> {
  return post(scene, CREATE, { body: JSON.stringify({ prompt: scene.mark, ...fields }), headers });
}

async function edit(
  scene: Scenario,
  fields: Fields = {},
  headers: Headers = {},
): Promise<Response> {
  const image = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  const images = [{ image_url: `data:image/png;base64,${image}` }];
  const body = JSON.stringify({ prompt: scene.mark, images, ...fields });
  return post(scene, EDIT, { body, headers });
}

function post(
  { customer }: Scenario,
  path: string,
  { body, headers = {} }: { body: string; headers?: Headers },
): Promise<Response> {
  const all = { "content-type": "application/json", ...headers };
  return customer.call(path, { method: "POST", headers: all, body });
}

function sendForm({ customer, mark }: Scenario, path: string): Promise<Response> {
  const body = new FormData();
  body.append("prompt", mark);
  return customer.call(path, { method: "POST", body });
}

function listModels({ customer }: Scenario): Promise<Response> {
  return customer.call("/v1/models");
}

/** Gets a model that the server has not read before: it answers for others without the database. */
function getModel({ customer }: Scenario): Promise<Response> {
  return customer.call("/v1/models/dall-e-9");
}

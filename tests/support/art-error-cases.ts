import { generateKey } from "../../src/core/accounts/key-format.ts";
import { type ErrorCase, withWrongChecksum } from "./hub-error-cases.ts";
import {
  setKeyBudget,
  setMonthlyCap,
  suspendAccount,
  denyDialect,
  type MissingObject,
  type Scenario,
  withKeyOfOtherApi,
} from "./scenario.ts";

type Operation = (scene: Scenario, headers: Record<string, string>) => Promise<Response>;

const OPERATIONS: Record<string, Operation> = {
  createImage: ({ app }, headers) =>
    app.fetch("/api/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ prompt: "a hill" }),
    }),
  getTask: ({ app }, headers) => app.fetch(taskOf(crypto.randomUUID()), { headers }),
  cancelTask: ({ app }, headers) =>
    app.fetch(`${taskOf(crypto.randomUUID())}/cancel`, { method: "POST", headers }),
};

/** Invalid requests, each with the `param` of its error. */
export const INVALID_REQUESTS: [fields: object, param: string | null][] = [
  [{ prompt: undefined }, "prompt"],
  [{ prompt: undefined, image_urls: [] }, "prompt"],
  [{ prompt: "" }, "prompt"],
  [{ prompt: " \n\t" }, "prompt"],
  [{ prompt: "x".repeat(32_001) }, "prompt"],
  [{ prompt: "a\u0000b" }, "prompt"],
  [{ prompt: 7 }, "prompt"],
  [{ model: "dall-e-9" }, "model"],
  [{ model: "gpt-image-2-to-image" }, "model"],
  [{ model: "" }, "model"],
  [{ n: 0 }, "n"],
  [{ n: 11 }, "n"],
  [{ n: 1.5 }, "n"],
  [{ n: "1" }, "n"],
  [{ size: "512x512" }, "size"],
  [{ size: "1024X1024" }, "size"],
  [{ quality: "ultra" }, "quality"],
  [{ output_format: "gif" }, "output_format"],
  [{ response_format: "b64_json" }, "response_format"],
  [{ response_format: "" }, "response_format"],
  [{ user: "u".repeat(256) }, "user"],
  [{ style: "vivid" }, "style"],
  [{ image_urls: "https://example.com/a.png" }, "image_urls"],
  [{ image_urls: Array(17).fill("https://example.com/a.png") }, "image_urls"],
  [{ image_urls: [`https://example.com/${"a".repeat(2048)}`] }, "image_urls[0]"],
  [{ image_urls: ["https://10.0.0.1/a.png", "file:///etc/passwd"] }, "image_urls[1]"],
  [{ image_urls: ["data:image/png;base64,AAAA"] }, "image_urls[0]"],
  [{ image_urls: ["https://127.0.0.1/a.png"] }, "image_urls[0]"],
];

/** Requests that cause each documented error of art, by operation, status and code. */
export const ERROR_CASES: Record<string, ErrorCase[]> = {
  ...Object.assign(
    {},
    ...Object.entries(OPERATIONS).map(([name, send]) => errorsOfKey(name, send)),
  ),
  "createImage 400 invalid_request": [
    ...INVALID_REQUESTS.map(([fields]): ErrorCase => ({ provoke: ({ create }) => create(fields) })),
    { provoke: ({ create }) => create({}, { "idempotency-key": "k".repeat(256) }) },
    { provoke: (scene) => post(scene, "{") },
    { provoke: (scene) => post(scene, "[]") },
  ],
  "createImage 400 moderation_blocked": [
    { provoke: ({ create }) => create({ prompt: "a hill #refused" }) },
    {
      provoke: ({ create }) =>
        create({ prompt: "#REFUSED", image_urls: ["https://127.0.0.1/a.png"] }),
    },
  ],
  "createImage 402 insufficient_credits": [
    { provoke: ({ create }) => create({ n: 5 }) },
    { provoke: ({ create }) => create({ n: 5, image_urls: ["https://127.0.0.1/a.png"] }) },
  ],
  "createImage 402 key_budget_reached": [
    { prepare: setKeyBudget, provoke: ({ create }) => create() },
  ],
  "createImage 403 account_suspended": [
    { prepare: suspendAccount, provoke: ({ create }) => create() },
  ],
  "createImage 402 monthly_cap_reached": [
    { prepare: setMonthlyCap, provoke: ({ create }) => create({ n: 4 }) },
    {
      prepare: (scene) => setMonthlyCap(scene).then(() => scene.create({ n: 3 })),
      provoke: ({ create }) => create(),
    },
  ],
  "createImage 413 payload_too_large": [
    { provoke: ({ create }) => create({ prompt: "a".repeat(1_100_000) }) },
  ],
  "createImage 415 unsupported_media_type": [
    { provoke: ({ create }) => create({}, { "content-type": "text/plain" }) },
    { provoke: ({ createForm }) => createForm(new Blob(["no image"])) },
  ],
  "createImage 422 idempotency_key_reused": [
    {
      prepare: ({ create }) => create({}, { "idempotency-key": "one" }),
      provoke: ({ create }) => create({ n: 2 }, { "idempotency-key": "one" }),
    },
  ],
  "createImage 429 concurrency_limit_exceeded": [
    {
      prepare: ({ create, alterKey }) => alterKey("running_limit = 1").then(() => create()),
      provoke: ({ create }) => create(),
    },
  ],
  "getTask 404 not_found": [
    { provoke: ({ customer }) => customer.call(taskOf(crypto.randomUUID())) },
    { provoke: ({ customer }) => customer.call(taskOf("1%20or%201=1")) },
  ],
  "cancelTask 404 not_found": [
    { provoke: ({ customer }) => cancel(customer, crypto.randomUUID()) },
    { provoke: ({ customer }) => cancel(customer, "task") },
  ],
  "unrouted 404 not_found": [
    { provoke: ({ customer }) => customer.call("/api/v1/nothing") },
    { provoke: ({ customer }) => customer.call("/api/v1/images", { method: "POST" }) },
    { provoke: ({ customer }) => customer.call("/api/v1/images/tasks/") },
  ],
  "unrouted 405 method_not_allowed": [
    { provoke: ({ customer }) => customer.call("/api/v1/images/generations") },
    { provoke: ({ customer }) => customer.call(taskOf("x"), { method: "DELETE" }) },
    { provoke: ({ customer }) => customer.call(`${taskOf("x")}/cancel`) },
  ],
};

/** The errors of a server whose database is missing, or a part of it. */
export const DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario, taskId: string) => Promise<Response>,
][] = [
  ["createImage 500 internal_error", "function accept_generations_2", ({ create }) => create()],
  [
    "getTask 500 internal_error",
    "table generations",
    ({ customer }, id) => customer.call(taskOf(id)),
  ],
  [
    "cancelTask 500 internal_error",
    "function cancel_generation",
    ({ customer }, id) => cancel(customer, id),
  ],
  ["createImage 503 service_unavailable", "database", ({ create }) => create()],
  ["getTask 503 service_unavailable", "database", ({ customer }, id) => customer.call(taskOf(id))],
  ["cancelTask 503 service_unavailable", "database", ({ customer }, id) => cancel(customer, id)],
];

function errorsOfKey(name: string, send: Operation): Record<string, ErrorCase[]> {
  const withKey = (authorization: string): ErrorCase => ({
    provoke: (scene) => send(scene, { authorization }),
  });
  const own = (scene: Scenario) => send(scene, { authorization: `Bearer ${scene.customer.key}` });
  return {
    [`${name} 401 invalid_api_key`]: [
      withKey("Bearer sk-nonsense"),
      withKey(`Bearer ${withWrongChecksum(generateKey("sk-"))}`),
      withKey(`Bearer ${generateKey("sk-")}`),
      // The scheme is missing.
      { provoke: (scene) => send(scene, { authorization: scene.customer.key }) },
      { prepare: ({ alterKey }) => alterKey("revoked_at = clock()"), provoke: own },
      { prepare: ({ alterKey }) => alterKey("expires_at = clock()"), provoke: own },
    ],
    [`${name} 403 insufficient_scope`]: [
      { prepare: ({ alterKey }) => alterKey("scopes = '{manage}'"), provoke: own },
    ],
    [`${name} 403 plan_required`]: [
      { prepare: (scene) => denyDialect(scene, "art"), provoke: own },
    ],
    [`${name} 403 wrong_api`]: [
      { provoke: (scene) => withKeyOfOtherApi(scene, "openai", (headers) => send(scene, headers)) },
    ],
    [`${name} 429 rate_limit_exceeded`]: [
      {
        prepare: (scene) => scene.alterKey("requests_per_hour = 1").then(() => own(scene)),
        provoke: own,
      },
    ],
  };
}

function post({ customer }: Scenario, body: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return customer.call("/api/v1/images/generations", { method: "POST", headers, body });
}

function taskOf(id: string): string {
  return `/api/v1/images/tasks/${id}`;
}

function cancel(customer: Scenario["customer"], id: string): Promise<Response> {
  return customer.call(`${taskOf(id)}/cancel`, { method: "POST" });
}

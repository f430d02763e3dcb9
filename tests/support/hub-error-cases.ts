import { generateKey } from "../../src/core/accounts/key-format.ts";
import { startApp } from "./app.ts";
import {
  type MissingObject,
  type Scenario,
  setKeyBudget,
  suspendAccount,
  withKeyOfOtherApi,
} from "./scenario.ts";

type Step = (scene: Scenario) => Promise<unknown>;

/** One request that causes an error. */
export interface ErrorCase {
  /** Runs before the request. Its cost is not counted. */
  prepare?: Step;
  provoke: (scene: Scenario) => Promise<Response>;
}

type Operation = (scene: Scenario, headers?: Record<string, string>) => Promise<Response>;

const OPERATIONS: Record<string, Operation> = {
  getCredits: ({ app }, headers = {}) => app.fetch("/api/v1/credits", { headers }),
  getGeneration: ({ app }, headers = {}) =>
    app.fetch(`/api/v1/generations/${crypto.randomUUID()}`, { headers }),
  cancelGeneration: ({ app }, headers = {}) =>
    app.fetch(cancelOf(crypto.randomUUID()), { method: "POST", headers }),
  createImage: createWith,
};

/** Requests that cause each documented error of the hub, by operation, status and code. */
export const ERROR_CASES: Record<string, ErrorCase[]> = {
  ...errorsOfKeys(),
  "getGeneration 404 notFound": [
    { provoke: (scene) => getAs(scene, `/api/v1/generations/${crypto.randomUUID()}`) },
    { provoke: (scene) => getAs(scene, "/api/v1/generations/clx_generation_log_id") },
  ],
  "cancelGeneration 404 notFound": [
    { provoke: ({ customer }) => customer.call(cancelOf(crypto.randomUUID()), { method: "POST" }) },
  ],
  "createImage 400 invalid_request": [
    ...[
      { n: 5 },
      { model: "dall-e-9" },
      { aspect_ratio: "7:5" },
      { size: "1000x1000" },
      { size: "1024x1024", aspect_ratio: "16:9" },
      { size: "1024x1024", quality: "4K" },
      { background: "transparent", output_format: "jpeg" },
      { credits: 0 },
    ].map((fields): ErrorCase => ({ provoke: ({ create }) => create(fields) })),
    { provoke: ({ create }) => create({}, { "idempotency-key": "k".repeat(256) }) },
    { provoke: ({ createForm }) => createForm(new Blob(["no image"])) },
    { provoke: ({ createForm }) => createForm(...Array(17).fill(new Blob(["no image"]))) },
  ],
  "createImage 402 insufficientCredits": [
    { provoke: ({ create }) => create({ n: 4, quality: "4K" }) },
    { provoke: ({ create }) => create({ n: 4, quality: "4K", async: true }) },
  ],
  "createImage 402 keyBudgetReached": [
    { prepare: setKeyBudget, provoke: ({ create }) => create() },
    { prepare: setKeyBudget, provoke: ({ create }) => create({ async: true }) },
  ],
  "createImage 403 accountSuspended": [
    { prepare: suspendAccount, provoke: ({ create }) => create() },
    { prepare: suspendAccount, provoke: ({ create }) => create({ async: true }) },
  ],
  "createImage 403 wrongApi": [
    {
      provoke: (scene) => withKeyOfOtherApi(scene, "plus", (headers) => createWith(scene, headers)),
    },
  ],
  "createImage 413 invalid_request": [
    { provoke: ({ create }) => create({ prompt: "a".repeat(1_100_000) }) },
  ],
  "createImage 415 invalid_request": [
    { provoke: ({ create }) => create({}, { "content-type": "text/plain" }) },
    {
      provoke: ({ create }) => create({}, { "content-type": "application/x-www-form-urlencoded" }),
    },
  ],
  "createImage 422 contentBlocked": [
    ...upstreamSays("moderation"),
    { provoke: ({ create }) => create({ prompt: "a hill #refused" }) },
    { provoke: ({ create }) => create({ prompt: "#Refused, please", async: true }) },
  ],
  "createImage 422 idempotencyKeyReused": [
    {
      prepare: ({ create }) => create({}, { "idempotency-key": "one" }),
      provoke: ({ create }) => create({ n: 2 }, { "idempotency-key": "one" }),
    },
  ],
  "createImage 500 generationFailed": upstreamSays(
    ...["500", "502", "reset", "reset-body", "none", "truncated", "html", "not-an-image"],
  ),
  "createImage 503 unavailable": [
    ...upstreamSays("401", "403", "404", "quota", "spend-limit"),
    // The provider rejects all four attempts.
    ...upstreamSays("429:0"),
  ],
  "listModels 429 rateLimited": [{ provoke: exceedCeiling }],
  "unrouted 404 notFound": [
    { provoke: (scene) => getAs(scene, "/api/v1/nothing") },
    { provoke: (scene) => getAs(scene, "/api/v1/models/") },
    { provoke: ({ app }) => app.fetch("/api/v1/images") },
  ],
  "unrouted 405 methodNotAllowed": [
    { provoke: ({ app }) => app.fetch("/api/v1/models", { method: "DELETE" }) },
    { provoke: ({ app }) => app.fetch("/api/v1/credits", { method: "PUT", body: "{}" }) },
    { provoke: (scene) => getAs(scene, "/api/v1/images/generations") },
    { provoke: ({ app }) => app.fetch("/api/v1/generations/x", { method: "PATCH" }) },
  ],
};

/** The errors of a server whose database is missing, or a part of it. */
export const DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario, generationId: string) => Promise<Response>,
][] = [
  ["listModels 500 internalError", "table models", ({ app }) => app.fetch("/api/v1/models")],
  [
    "getCredits 500 internalError",
    "table credit_grants",
    (scene) => getAs(scene, "/api/v1/credits"),
  ],
  ["getGeneration 500 internalError", "table generations", readGeneration],
  ["cancelGeneration 500 internalError", "table generations", callOff],
  [
    "createImage 500 internalError",
    "function accept_generations_2",
    ({ create }) => create({}, { "idempotency-key": "one" }),
  ],
  ["listModels 503 unavailable", "database", ({ app }) => app.fetch("/api/v1/models")],
  ["getCredits 503 unavailable", "database", (scene) => getAs(scene, "/api/v1/credits")],
  ["getGeneration 503 unavailable", "database", readGeneration],
  ["cancelGeneration 503 unavailable", "database", callOff],
  ["createImage 503 unavailable", "database", ({ create }) => create()],
];

function createWith(
  { app, mark }: Scenario,
  headers: Record<string, string> = {},
): Promise<Response> {
  return app.fetch("/api/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "gpt-image-2", prompt: mark }),
  });
}

/** Reads the models until the ceiling of requests of one client rejects it, on a server of its own. */
async function exceedCeiling(): Promise<Response> {
  const app = await startApp({ worker: false });
  try {
    for (;;) {
      // Many at a time and not validated, because the count starts again every minute.
      const url = `${app.url}/api/v1/models`;
      await Promise.all(Array.from({ length: 100 }, async () => (await fetch(url)).bytes()));
      const response = await app.fetch("/api/v1/models");
      if (response.status === 429) return new Response(await response.blob(), response);
    }
  } finally {
    await app.stop();
  }
}

function readGeneration(scene: Scenario, id: string): Promise<Response> {
  return getAs(scene, `/api/v1/generations/${id}`);
}

function callOff({ customer }: Scenario, id: string): Promise<Response> {
  return customer.call(cancelOf(id), { method: "POST" });
}

function cancelOf(id: string): string {
  return `/api/v1/generations/${id}/cancel`;
}

function getAs({ customer }: Scenario, path: string): Promise<Response> {
  return customer.call(path);
}

function errorsOfKeys(): Record<string, ErrorCase[]> {
  const entries = Object.entries(OPERATIONS).flatMap(([name, send]) => {
    const withKey = (authorization: string): ErrorCase => ({
      provoke: (scene) => send(scene, { authorization }),
    });
    const own = (scene: Scenario) => send(scene, { authorization: `Bearer ${scene.customer.key}` });
    return [
      [`${name} 401 missingApiKey`, [{ provoke: (scene) => send(scene) }, withKey("Basic YTpi")]],
      [
        `${name} 401 invalidApiKey`,
        [
          withKey("Bearer nonsense"),
          withKey(`Bearer ${withWrongChecksum(generateKey("gih_live_"))}`),
          withKey(`Bearer ${generateKey("gih_live_")}`),
          { prepare: ({ alterKey }) => alterKey("revoked_at = clock()"), provoke: own },
        ],
      ],
      [
        `${name} 401 expiredApiKey`,
        [{ prepare: ({ alterKey }) => alterKey("expires_at = clock()"), provoke: own }],
      ],
      [
        `${name} 403 insufficientScope`,
        [{ prepare: ({ alterKey }) => alterKey("scopes = '{manage}'"), provoke: own }],
      ],
      [
        `${name} 429 rateLimited`,
        [
          {
            prepare: (scene) => scene.alterKey("requests_per_hour = 1").then(() => own(scene)),
            provoke: own,
          },
        ],
      ],
    ] satisfies [string, ErrorCase[]][];
  });
  return Object.fromEntries(entries);
}

/** Returns a key with another last character. */
export function withWrongChecksum(key: string): string {
  return key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
}

function upstreamSays(...words: string[]): ErrorCase[] {
  return words.map((word) => ({
    provoke: ({ create, mark }) => create({ prompt: `${mark} #up:${word}` }),
  }));
}

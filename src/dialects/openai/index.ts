import document from "../../../generated/openai/openapi.json";
import type { operations } from "../../../generated/openai/server.ts";
import { type App, createApp } from "../../http/app.ts";
import { BODY_LIMITS, type BodyLimits } from "../../http/request-parser.ts";
import type { Context } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { authenticateFor } from "../authenticate.ts";
import { operationErrors, toErrorResponse } from "./errors.ts";
import { handlers } from "./routes.ts";

// One image of 50 MB as a data URL plus the other fields.
const IMAGE_LIMITS: BodyLimits = {
  ...BODY_LIMITS,
  jsonBytes: 72 * 1024 * 1024,
  jsonRate: { ...BODY_LIMITS.jsonRate, totalMs: 300_000 },
};

// An image of 16 MB as a data URL, which is not examined.
const MODERATION_LIMITS: BodyLimits = { ...BODY_LIMITS, jsonBytes: 24 * 1024 * 1024 };

const CREATES: (keyof operations)[] = [
  "createImage",
  "editImage",
  "createImageTask",
  "editImageTask",
  "createResponse",
];

/** Creates the app of the OpenAI-compatible API. It accepts keys of every dialect. */
export function createOpenaiApp(ctx: Context): App {
  const app = createApp<operations, Caller, never>(ctx, {
    name: "openai",
    document,
    handlers,
    publicOperations: [],
    authenticate: ({ ctx, token, address }) =>
      authenticateFor(ctx, "openai", { token, address, acceptsAnyKey: true }),
    toErrorResponse,
    operationErrors,
    spending: { operations: CREATES, prices: "openai" },
    bodyLimits: getBodyLimits,
  });
  return async (request, idle, address) => {
    const startedAt = performance.now();
    acceptApiKeyHeader(request.headers);
    const response = await app(request, idle, address);
    const ms = Math.round(performance.now() - startedAt);
    response.headers.set("openai-processing-ms", String(ms));
    return response;
  };
}

function getBodyLimits(operation: keyof operations): BodyLimits {
  if (operation === "createModeration") return MODERATION_LIMITS;
  return CREATES.includes(operation) ? IMAGE_LIMITS : BODY_LIMITS;
}

// Clients of Azure OpenAI send the key in this header, with `?api-version=`.
function acceptApiKeyHeader(headers: Headers): void {
  const key = headers.get("api-key");
  if (key !== null && !headers.has("authorization")) headers.set("authorization", `Bearer ${key}`);
}

import document from "../../../generated/account/openapi.json";
import type { operations } from "../../../generated/account/server.ts";
import { type App, createApp } from "../../http/app.ts";
import { createRequestCeiling } from "../../http/request-ceiling.ts";
import { BODY_LIMITS } from "../../http/request-parser.ts";
import type { Context } from "../../app/context.ts";
import { authenticateKey } from "../../core/accounts/key-authentication.ts";
import { createRateLimitHeaders } from "../../http/rate-limit-headers.ts";
import { authenticateSession, type SignedIn } from "../../core/accounts/sessions.ts";
import type { AccountCaller } from "./call.ts";
import { readToken } from "./cookies.ts";
import { checkOrigin, checkToken } from "./csrf.ts";
import { toErrorResponse } from "./errors.ts";
import { checkRole } from "./operator-operations.ts";
import { operationErrors } from "./operation-errors.ts";
import { checkRecentPassword } from "./reauthentication.ts";
import { createHandlers, type PublicOperation } from "./routes.ts";
import { type ReadAddress, createClientAddressReader } from "../../http/client-address.ts";

// Except for reference images, requests contain only a few settings.
const SETTINGS_LIMITS = {
  jsonBytes: 64 * 1024,
  jsonRate: { graceMs: 15_000, bytesPerSecond: 64 * 1024, totalMs: 30_000 },
  formRate: { graceMs: 1, bytesPerSecond: 1, totalMs: 1 },
};

// Of one account with all its sessions, in this process.
const MAX_REQUESTS_PER_MINUTE = 1_200;

const ADMIN = /^\/api\/admin(?:\/|$)/;

/** Creates the app of the account API, which authenticates with session cookies or API keys. */
export function createAccountApp(ctx: Context, readPeerAddress: ReadAddress): App {
  const readAddress = createClientAddressReader(readPeerAddress, ctx.config.trustedProxies);
  const countRequest = createRequestCeiling(MAX_REQUESTS_PER_MINUTE);
  return createApp<operations, SignedIn, PublicOperation>(ctx, {
    name: "account",
    document,
    handlers: createHandlers(readAddress),
    publicOperations: ["getAuthState", "signUp", "signIn", "reportLeakedKey"],
    checkRequest: (request) => checkOrigin(ctx, request),
    async authenticate({ ctx, request, operation, token, acceptsKey }) {
      if (acceptsKey && token) {
        const key = await authenticateManager(ctx, token, readAddress(request));
        countRequest(key.accountId);
        // Only handlers of operations that accept no key read the session.
        return key as AccountCaller as SignedIn;
      }
      const caller = await authenticateSession(ctx, readToken(ctx, request), readAddress(request));
      countRequest(caller.accountId);
      checkToken(ctx, request, caller.sessionId);
      if (ADMIN.test(new URL(request.url).pathname)) checkRole(caller, operation);
      checkRecentPassword(caller, operation);
      return caller;
    },
    toErrorResponse,
    operationErrors,
    spending: { operations: ["createGeneration"], prices: "hub" },
    bodyLimits: (name) => (name === "createGeneration" ? BODY_LIMITS : SETTINGS_LIMITS),
  });
}

/** Returns the caller of a request that has an API key in place of a session. */
async function authenticateManager(ctx: Context, token: string, address: string | undefined) {
  const rejectKey = () => undefined;
  const key = await authenticateKey(ctx, token, { dialect: "account", rejectKey, address });
  const headers = createRateLimitHeaders(key.rate);
  return { ...key, headers, role: undefined, address: address ?? null };
}

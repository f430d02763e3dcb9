import { type App, createApp } from "../contract/app.ts";
import type { Context } from "../context.ts";
import { authenticate, type SignedIn } from "../core/sessions.ts";
import { readToken } from "./cookies.ts";
import { checkOrigin, checkToken } from "./csrf.ts";
import { sayError } from "./errors.ts";
import { createHandlers, type PublicOperation } from "./routes.ts";
import { type Served, servedDocument } from "./served.ts";
import type { AddressOf } from "./visitor.ts";

// Nothing larger than a few settings is sent here.
const BODY_LIMITS = {
  jsonBytes: 64 * 1024,
  jsonPace: { graceMs: 15_000, bytesPerSecond: 64 * 1024, totalMs: 30_000 },
  formPace: { graceMs: 1, bytesPerSecond: 1, totalMs: 1 },
};

/** The app of those who are signed in: a session cookie, no API key. */
export function createAccount(ctx: Context, addressOf: AddressOf): App {
  return createApp<Served, SignedIn, PublicOperation>(ctx, {
    name: "account",
    document: servedDocument(),
    handlers: createHandlers(addressOf),
    publicOperations: ["getAuthState", "signUp", "signIn"],
    admit: (request) => checkOrigin(ctx, request),
    async authenticate({ request }) {
      const caller = await authenticate(ctx, readToken(ctx, request), addressOf(request));
      checkToken(ctx, request, caller.sessionId);
      return caller;
    },
    sayError,
    bodyLimits: BODY_LIMITS,
  });
}

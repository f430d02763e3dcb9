import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { listDerivedKeys } from "../../foundation/secrets.ts";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];
const TOKEN_LENGTH = 32;

/**
 * Throws `csrf_failed` for a request that a browser sends from another site. Browsers send Sec-Fetch-Site or
 * Origin; a client that sends neither is not a browser, so no other site can use its cookies.
 */
export function checkOrigin(ctx: Context, request: Request): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin" && site !== "none") throw toForgedError();
  if (origin === null) return;
  // With Referrer-Policy: no-referrer the origin is "null" even for requests of the same origin.
  if (origin === "null" && site === "same-origin") return;
  if (!listOwnOrigins(ctx, request).includes(origin.toLowerCase())) throw toForgedError();
}

/** Returns the CSRF token of a session, which pages may send as X-CSRF-Token. */
export function createCsrfToken(ctx: Context, sessionId: string): string {
  return computeCsrfToken(ctx.secrets.csrf, sessionId);
}

/** Throws `csrf_failed` if X-CSRF-Token is present and belongs to another session. */
export function checkToken(ctx: Context, request: Request, sessionId: string): void {
  const header = request.headers.get("x-csrf-token");
  if (header === null || SAFE_METHODS.includes(request.method)) return;
  const given = Buffer.from(header);
  const isOwn = listDerivedKeys(ctx.secrets, "csrf").some((key) => {
    const expected = Buffer.from(computeCsrfToken(key, sessionId));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isOwn) throw toForgedError();
}

// With PUBLIC_URL the console has one origin. Without it, the server can be reached under several names.
function listOwnOrigins(ctx: Context, request: Request): string[] {
  const { origin, protocol } = new URL(ctx.publicUrl());
  if (ctx.config.publicUrl !== undefined) return [origin];
  const host = request.headers.get("host");
  return host === null ? [origin] : [origin, `${protocol}//${host.toLowerCase()}`];
}

function toForgedError(): AppError {
  return new AppError("csrf_failed", "The request does not come from this site.");
}

function computeCsrfToken(key: Buffer, sessionId: string): string {
  return createHmac("sha256", key).update(sessionId).digest("hex").slice(0, TOKEN_LENGTH);
}

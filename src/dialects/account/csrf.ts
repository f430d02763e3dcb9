import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];
const TOKEN_LENGTH = 32;

/**
 * Refuses what a browser sends from another site. Every browser of these years tells where a request
 * comes from, in Sec-Fetch-Site or Origin; what tells neither is no browser and carries no cookie of
 * somebody else's. Throws `csrf_failed`.
 */
export function checkOrigin(ctx: Context, request: Request): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin" && site !== "none") throw forged();
  if (origin === null) return;
  // A page without a referrer has the origin "null" also where the browser vouches for it.
  if (origin === "null" && site === "same-origin") return;
  if (!ownOrigins(ctx, request).includes(origin.toLowerCase())) throw forged();
}

/** The token that goes with a session, for pages that want to send one as X-CSRF-Token. */
export function createCsrfToken(ctx: Context, sessionId: string): string {
  return createHmac("sha256", ctx.secrets.csrf)
    .update(sessionId)
    .digest("hex")
    .slice(0, TOKEN_LENGTH);
}

/** Refuses a request whose X-CSRF-Token is another session's. Throws `csrf_failed`. */
export function checkToken(ctx: Context, request: Request, sessionId: string): void {
  const given = request.headers.get("x-csrf-token");
  if (given === null || SAFE_METHODS.includes(request.method)) return;
  const wanted = Buffer.from(createCsrfToken(ctx, sessionId));
  const told = Buffer.from(given);
  if (told.length !== wanted.length || !timingSafeEqual(told, wanted)) throw forged();
}

function ownOrigins(ctx: Context, request: Request): string[] {
  const { origin, protocol } = new URL(ctx.publicUrl());
  const host = request.headers.get("host");
  return host === null ? [origin] : [origin, `${protocol}//${host.toLowerCase()}`];
}

function forged(): AppError {
  return new AppError("csrf_failed", "The request does not come from this site.");
}

import type { Context } from "../../app/context.ts";

/** Returns the session token of the cookie, or undefined. */
export function readToken(ctx: Context, request: Request): string | undefined {
  const token = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(cookieName(ctx));
  return token === null || token === "" ? undefined : token;
}

/** Returns a Set-Cookie value that stores a session until it expires. */
export function createSessionCookie(
  ctx: Context,
  session: { token: string; expiresAt: Date },
): string {
  return cookie(ctx, session.token, session.expiresAt);
}

/**
 * Returns the headers that delete the session cookie and the responses that the browser has cached for the
 * account, such as thumbnails.
 */
export function createSignedOutHeaders(ctx: Context): Record<string, string> {
  return { "set-cookie": cookie(ctx, "", new Date(0)), "clear-site-data": '"cache"' };
}

function cookie(ctx: Context, value: string, expires: Date): string {
  const secure = isSecure(ctx) ? "; Secure" : "";
  const until = `Expires=${expires.toUTCString()}`;
  return `${cookieName(ctx)}=${value}; Path=/; ${until}; HttpOnly; SameSite=Lax${secure}`;
}

// Browsers accept the prefix only for this exact host, over https and for all paths.
function cookieName(ctx: Context): string {
  return isSecure(ctx) ? "__Host-session" : "session";
}

function isSecure(ctx: Context): boolean {
  return ctx.publicUrl().startsWith("https://");
}

import type { Context } from "../../app/context.ts";

/** What the session cookie says; undefined where the request carries none. */
export function readToken(ctx: Context, request: Request): string | undefined {
  const token = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(cookieName(ctx));
  return token === null || token === "" ? undefined : token;
}

/** The cookie that holds a session until it ends at the latest. */
export function sessionCookie(ctx: Context, session: { token: string; expiresAt: Date }): string {
  return cookie(ctx, session.token, session.expiresAt);
}

/** The cookie that takes the session cookie away. */
export function noCookie(ctx: Context): string {
  return cookie(ctx, "", new Date(0));
}

function cookie(ctx: Context, value: string, expires: Date): string {
  const secure = isSecure(ctx) ? "; Secure" : "";
  const until = `Expires=${expires.toUTCString()}`;
  return `${cookieName(ctx)}=${value}; Path=/; ${until}; HttpOnly; SameSite=Lax${secure}`;
}

// A browser takes the prefix from this very host only, over https only, and for all paths.
function cookieName(ctx: Context): string {
  return isSecure(ctx) ? "__Host-session" : "session";
}

function isSecure(ctx: Context): boolean {
  return ctx.publicUrl().startsWith("https://");
}

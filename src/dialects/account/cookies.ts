import type { Context } from "../../app/context.ts";
import { TRUST_DAYS } from "../../core/accounts/trusted-devices.ts";

type CookieName = "session" | "device";

/** Returns the session token of the cookie, or undefined. */
export function readToken(ctx: Context, request: Request): string | undefined {
  return readCookie(ctx, request, "session");
}

/** Returns the token that earlier sign-ins have left on the device, or undefined. */
export function readDeviceToken(ctx: Context, request: Request): string | undefined {
  return readCookie(ctx, request, "device");
}

/** Returns a Set-Cookie value that stores a session until it expires. */
export function createSessionCookie(
  ctx: Context,
  session: { token: string; expiresAt: Date },
): string {
  return cookie(ctx, "session", { value: session.token, expires: session.expiresAt });
}

/**
 * Returns the headers that delete the session cookie and the responses that the browser has cached for the
 * account, such as thumbnails.
 */
export function createSignedOutHeaders(ctx: Context): Record<string, string> {
  const expired = cookie(ctx, "session", { value: "", expires: new Date(0) });
  return { "set-cookie": expired, "clear-site-data": '"cache"' };
}

/** Returns a Set-Cookie value that marks a trusted device. It outlives the session. */
export function createDeviceCookie(ctx: Context, { deviceToken }: { deviceToken: string }): string {
  const expires = new Date(Date.now() + TRUST_DAYS * 86_400_000);
  return cookie(ctx, "device", { value: deviceToken, expires });
}

function readCookie(ctx: Context, request: Request, name: CookieName): string | undefined {
  const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "");
  return cookies.get(toFullName(ctx, name)) || undefined;
}

function cookie(
  ctx: Context,
  name: CookieName,
  { value, expires }: { value: string; expires: Date },
): string {
  const secure = isSecure(ctx) ? "; Secure" : "";
  const until = `Expires=${expires.toUTCString()}`;
  return `${toFullName(ctx, name)}=${value}; Path=/; ${until}; HttpOnly; SameSite=Lax${secure}`;
}

// Browsers accept the prefix only for this exact host, over https and for all paths.
function toFullName(ctx: Context, name: CookieName): string {
  return isSecure(ctx) ? `__Host-${name}` : name;
}

function isSecure(ctx: Context): boolean {
  return ctx.publicUrl().startsWith("https://");
}

import type { Config } from "../foundation/config.ts";

// One year, as the preload lists of browsers require.
const HSTS = "max-age=31536000";
// For responses that are not pages, should a browser show one.
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

// No page uses these.
const NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/**
 * Returns a function that adds security headers to a response which does not set them itself. If PUBLIC_URL
 * is https, browsers then use this host over https only; the proxy that terminates TLS does not need to add
 * the header.
 */
export function createSecurityHeaders({
  publicUrl,
}: Pick<Config, "publicUrl">): (response: Response) => Response {
  const isSecure = publicUrl?.startsWith("https:") ?? false;
  return (response) => {
    const { headers } = response;
    headers.set("x-content-type-options", "nosniff");
    if (headers.get("content-type")?.startsWith("text/html"))
      headers.set("permissions-policy", NO_DEVICES);
    if (isSecure) headers.set("strict-transport-security", HSTS);
    if (!headers.has("content-security-policy")) headers.set("content-security-policy", NO_CONTENT);
    if (!headers.has("referrer-policy")) headers.set("referrer-policy", "no-referrer");
    return response;
  };
}

import icon from "../design/mark.svg" with { type: "text" };
import type { Config } from "../foundation/config.ts";

// The docs are public; everything else requires a key, a session or a signed URL.
const ROBOTS = [
  "User-agent: *",
  "Allow: /docs",
  "Disallow: /api/",
  "Disallow: /v1/",
  "Disallow: /mcp",
  "",
].join("\n");
const TEXT = "text/plain; charset=utf-8";
const DAY_MS = 24 * 3_600_000;
// RFC 9116 recommends less than a year.
const SECURITY_TXT_VALID_MS = 90 * DAY_MS;

interface RootFile {
  body: string;
  type: string;
}

/**
 * Returns robots.txt, the favicon or a well-known file, or undefined for any other request. Without
 * SECURITY_CONTACT there is no security.txt, which must name a contact.
 */
export function respondWithRootFile(
  config: Pick<Config, "securityContact" | "publicUrl">,
  { method, url }: Request,
): Response | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const { pathname } = new URL(url);
  if (pathname === "/.well-known/change-password") {
    return new Response(null, { status: 302, headers: { location: "/settings" } });
  }
  const file = findFile(config, pathname);
  if (file === undefined) return undefined;
  return new Response(method === "HEAD" ? null : file.body, {
    headers: {
      "content-type": file.type,
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
  });
}

function findFile(
  { securityContact, publicUrl }: Pick<Config, "securityContact" | "publicUrl">,
  pathname: string,
): RootFile | undefined {
  if (pathname === "/robots.txt") return { body: ROBOTS, type: TEXT };
  if (pathname === "/favicon.ico") return { body: icon, type: "image/svg+xml" };
  if (pathname !== "/.well-known/security.txt" || securityContact === undefined) return undefined;
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${new Date(Date.now() + SECURITY_TXT_VALID_MS).toISOString()}`,
    ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}${pathname}`]),
  ];
  return { body: `${lines.join("\n")}\n`, type: TEXT };
}

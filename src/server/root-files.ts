import icon from "../design/mark.svg" with { type: "text" };

// The docs are public; everything else requires a key, a session or a signed URL.
const ROBOTS = ["User-agent: *", "Allow: /docs", "Disallow: /api/", "Disallow: /v1/", ""].join(
  "\n",
);

const FILES: Record<string, { body: string; type: string }> = {
  "/robots.txt": { body: ROBOTS, type: "text/plain; charset=utf-8" },
  "/favicon.ico": { body: icon, type: "image/svg+xml" },
};

/** Returns robots.txt or the favicon, or undefined for any other request. */
export function respondWithRootFile({ method, url }: Request): Response | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const file = FILES[new URL(url).pathname];
  if (file === undefined) return undefined;
  return new Response(method === "HEAD" ? null : file.body, {
    headers: {
      "content-type": file.type,
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
  });
}

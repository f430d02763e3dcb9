import type { BunFile } from "bun";
import { join } from "node:path";
import { readKey, toContentType } from "./keys.ts";
import { findLinkExpiry, type LinkSigning } from "./signed-links.ts";
import { jsonResponse } from "../foundation/json-response.ts";

const SAFE = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
};

// Deleted images must disappear from shared caches soon. With an ETag, asking again costs little.
const CACHE_SECONDS = 3_600;

/** The `Cache-Control` of images whose URLs are not signed. */
export const PUBLIC_CACHE_CONTROL = `public, max-age=${CACHE_SECONDS}, immutable`;

interface PublicFile {
  file: BunFile;
  sizeBytes: number;
  contentType: string;
  etag: string;
}

/** A byte range; `end` is exclusive. */
interface Range {
  start: number;
  end: number;
}

/**
 * Serves `GET` and `HEAD` of `/files/generations/…` from the folder `root`, with caching, revalidation and
 * single byte ranges. Returns 404 for anything else under `root`, and 403 if URLs are signed and this one
 * is not, was changed or has expired.
 */
export async function serveFile(
  { root, linkSigning }: { root: string; linkSigning?: LinkSigning | undefined },
  request: Request,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response(null, { status: 405, headers: { ...SAFE, allow: "GET, HEAD" } });
  }
  const { pathname, searchParams } = new URL(request.url);
  const key = pathname.replace(/^\/files\//, "");
  if (readKey(key)?.folder !== "generations" || key === pathname) return notFound();
  const expiresAt = linkSigning && findLinkExpiry(linkSigning, key, searchParams);
  if (linkSigning && expiresAt === undefined) return forbidden();
  const found = await findPublic(root, key);
  if (!found) return notFound();
  const headers = new Headers({
    ...SAFE,
    "content-type": found.contentType,
    "content-disposition": "inline",
    "cache-control": expiresAt === undefined ? PUBLIC_CACHE_CONTROL : toPrivateCache(expiresAt),
    "accept-ranges": "bytes",
    etag: found.etag,
  });
  if (isKnown(request.headers.get("if-none-match"), found.etag)) {
    return new Response(null, { status: 304, headers });
  }
  return send(request, found, headers);
}

/** No shared cache keeps the image, and no cache keeps it longer than its URL is valid. */
function toPrivateCache(expiresAt: number): string {
  return `private, max-age=${Math.max(0, Math.floor(expiresAt - Date.now() / 1000))}`;
}

async function findPublic(root: string, key: string): Promise<PublicFile | undefined> {
  const file = Bun.file(join(root, key));
  // False for folders too.
  if (!(await file.exists())) return undefined;
  const { size, mtimeMs } = await file.stat();
  const etag = `"${size.toString(36)}-${mtimeMs.toString(36)}"`;
  return { file, sizeBytes: size, contentType: toContentType(key), etag };
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const known = (ifNoneMatch ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

function send(request: Request, found: PublicFile, headers: Headers): Response {
  const range = readRange(request.headers, found);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${found.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: found.sizeBytes };
  if (range) headers.set("content-range", `bytes ${start}-${end - 1}/${found.sizeBytes}`);
  headers.set("content-length", String(end - start));
  const body = request.method === "HEAD" ? null : range ? found.file.slice(start, end) : found.file;
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** Returns undefined (the whole file) if the header is not a single byte range or is for another version. */
function readRange(headers: Headers, found: PublicFile): Range | "unsatisfiable" | undefined {
  const [match, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.get("range") ?? "") ?? [];
  const ifRange = headers.get("if-range");
  if (match === undefined || match === "bytes=-") return undefined;
  if (ifRange !== null && ifRange !== found.etag) return undefined;
  const size = found.sizeBytes;
  if (first && last && Number(last) < Number(first)) return undefined;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(size, Number(last) + 1) : size;
  return start < end ? { start, end } : "unsatisfiable";
}

function notFound(): Response {
  return toErrorResponse(404, { code: "not_found", message: "The file was not found." });
}

function forbidden(): Response {
  const message =
    "The image URL is invalid or has expired. Read the generation again to get a new URL.";
  return toErrorResponse(403, { code: "forbidden", message });
}

function toErrorResponse(status: number, error: { code: string; message: string }): Response {
  const headers = { ...SAFE, "cache-control": "no-store" };
  return jsonResponse({ error }, { status, headers });
}

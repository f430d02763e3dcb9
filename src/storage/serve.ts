import type { BunFile } from "bun";
import { join } from "node:path";
import { RETRY_AFTER_SECONDS } from "../foundation/errors.ts";
import { isAbsent } from "./file-errors.ts";
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
 * single byte ranges. Returns 404 for anything else under `root`, 403 if URLs are signed and this one is
 * not, was changed or has expired, and 503 if the disk does not respond.
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
  const found = await findPublic(root, key).catch((): "unavailable" => "unavailable");
  if (found === "unavailable") return unavailable();
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

/** Returns undefined if the object does not exist. Throws the other errors of the disk. */
async function findPublic(root: string, key: string): Promise<PublicFile | undefined> {
  const file = Bun.file(join(root, key));
  const found = await file.stat().catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
  if (!found?.isFile()) return undefined;
  const etag = `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"`;
  return { file, sizeBytes: found.size, contentType: toContentType(key), etag };
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

// Not 404, which clients and caches take for the deletion of the image.
function unavailable(): Response {
  const message = "Image storage is unavailable. Try again later.";
  const response = toErrorResponse(503, { code: "unavailable", message });
  response.headers.set("retry-after", String(RETRY_AFTER_SECONDS));
  return response;
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

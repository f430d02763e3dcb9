import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A response body with its metadata. */
export interface CompressedResponse {
  body: string | Uint8Array;
  type: string;
  status?: number;
  headers?: Record<string, string>;
  /** The path contains a digest of the content, so that it can be cached without a time limit. */
  isImmutable?: boolean;
}

// Higher levels take seconds for Scalar and save a few percent.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
const SMALLEST_BYTES = 1024;
// Bounds the cache: pages with prices and plans change over time.
const MAX_CACHED = 200;

const encoders = {
  br: (body: Uint8Array) => promisify(brotliCompress)(body, brotliOptions),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};
type Encoding = keyof typeof encoders;

/** Returns a function that sends responses compressed, or as 304 if the client has the current version. */
export function createResponder(): (
  request: Request,
  answer: CompressedResponse,
) => Promise<Response> {
  const packed = new Map<string, Promise<Uint8Array>>();
  const pack = (body: Uint8Array, encoding: Encoding, digest: string) => {
    const key = `${digest} ${encoding}`;
    const kept = packed.get(key) ?? encoders[encoding](body);
    // Least recently used first: Scalar is the slowest to compress and the most requested.
    packed.delete(key);
    packed.set(key, kept);
    for (const old of packed.keys()) if (packed.size > MAX_CACHED) packed.delete(old);
    return kept;
  };
  return async (request, { body, type, status = 200, headers = {}, isImmutable }) => {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const encoding = bytes.length < SMALLEST_BYTES ? undefined : negotiateEncoding(request);
    const digest = Bun.hash(bytes).toString(36);
    const responseHeaders = new Headers({
      "content-type": type,
      "cache-control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      vary: isImmutable ? "Accept-Encoding" : "Accept-Encoding, Accept-Language, Cookie",
      etag: `"${digest}${encoding === undefined ? "" : `-${encoding}`}"`,
      ...headers,
    });
    if (status === 200 && isKnown(request, responseHeaders.get("etag") ?? "")) {
      return new Response(null, { status: 304, headers: responseHeaders });
    }
    if (encoding !== undefined) responseHeaders.set("content-encoding", encoding);
    const sent = encoding === undefined ? bytes : await pack(bytes, encoding, digest);
    return new Response(request.method === "HEAD" ? null : new Uint8Array(sent), {
      status,
      headers: responseHeaders,
    });
  };
}

function isKnown({ headers }: Request, etag: string): boolean {
  const known = (headers.get("if-none-match") ?? "").split(",");
  return known.some((each) => each.trim().replace(/^W\//, "") === etag);
}

function negotiateEncoding({ headers }: Request): Encoding | undefined {
  const wanted = (headers.get("accept-encoding") ?? "").split(",").map((each) => each.trim());
  if (wanted.includes("br")) return "br";
  return wanted.includes("gzip") ? "gzip" : undefined;
}

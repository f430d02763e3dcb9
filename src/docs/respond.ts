import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A body with what its reader is told about it. */
export interface CompressedResponse {
  body: string | Uint8Array;
  type: string;
  status?: number;
  headers?: Record<string, string>;
  /** The address changes with the content, so that it may be kept for ever. */
  isImmutable?: boolean;
}

// Better levels take seconds for Scalar, and save a few percent.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
const SMALLEST_BYTES = 1024;
// Prices and plans change; what is older than this many versions is packed again.
const MOST_PACKED = 200;

const encoders = {
  br: (body: Uint8Array) => promisify(brotliCompress)(body, brotliOptions),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};
type Encoding = keyof typeof encoders;

/** Sends answers packed as the reader likes it, or not at all where the reader has them. */
export function createResponder(): (
  request: Request,
  answer: CompressedResponse,
) => Promise<Response> {
  const packed = new Map<string, Promise<Uint8Array>>();
  const pack = (body: Uint8Array, encoding: Encoding, digest: string) => {
    const key = `${digest} ${encoding}`;
    const kept = packed.get(key) ?? encoders[encoding](body);
    // What was asked for last stands last: Scalar takes longest to pack, and is asked for most.
    packed.delete(key);
    packed.set(key, kept);
    for (const old of packed.keys()) if (packed.size > MOST_PACKED) packed.delete(old);
    return kept;
  };
  return async (request, { body, type, status = 200, headers = {}, isImmutable }) => {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const encoding = bytes.length < SMALLEST_BYTES ? undefined : negotiateEncoding(request);
    const digest = Bun.hash(bytes).toString(36);
    const told = new Headers({
      "content-type": type,
      "cache-control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      vary: isImmutable ? "Accept-Encoding" : "Accept-Encoding, Accept-Language, Cookie",
      etag: `"${digest}${encoding === undefined ? "" : `-${encoding}`}"`,
      ...headers,
    });
    if (status === 200 && isKnown(request, told.get("etag") ?? "")) {
      return new Response(null, { status: 304, headers: told });
    }
    if (encoding !== undefined) told.set("content-encoding", encoding);
    const sent = encoding === undefined ? bytes : await pack(bytes, encoding, digest);
    return new Response(request.method === "HEAD" ? null : new Uint8Array(sent), {
      status,
      headers: told,
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

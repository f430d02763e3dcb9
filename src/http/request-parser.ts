import { rm } from "node:fs/promises";
import { untilSent } from "../database/until-sent.ts";
import { AppError } from "../foundation/errors.ts";
import type { AnnouncedBody } from "./body-budget.ts";
import { type MinBodyRate, readBody } from "./body.ts";
import type { Operation } from "../openapi/document.ts";
import { groupByField, type Field } from "../openapi/fields.ts";
import { parseJson } from "./json.ts";
import { getMaxFormBytes, readMultipart } from "./multipart.ts";
import type { ParameterCheck, Validators } from "../openapi/validators.ts";

/** The maximum size of a JSON body, and the minimum rates of JSON bodies and forms. */
export interface BodyLimits {
  jsonBytes: number;
  jsonRate: MinBodyRate;
  formRate: MinBodyRate;
}

// A connection that receives little is closed after its idle timeout of 30 seconds, without a response. A
// slow body is rejected before that.
const GRACE_MS = 15_000;

/** The limits of request bodies, unless a dialect sets others. */
export const BODY_LIMITS: BodyLimits = {
  jsonBytes: 1024 * 1024,
  jsonRate: { graceMs: GRACE_MS, bytesPerSecond: 64 * 1024, totalMs: 30_000 },
  // 800 MB in ten minutes require 1.4 MB/s; a single image may arrive over a slow connection.
  formRate: { graceMs: GRACE_MS, bytesPerSecond: 16 * 1024, totalMs: 600_000 },
};

/** Returns the validated path, query and header parameters of a request, with defaults. */
export function readHead(request: Request, params: Record<string, unknown>, check: Validators) {
  return {
    params: readPath(params, check.params),
    query: readQuery(request, check.query),
    headers: readHeaders(request, check.headers),
  };
}

/**
 * Reads and validates the body of a request by its content type. Files are stored in `folder` until
 * `removeUploads`. Throws `unsupported_media_type` and the errors of `readBody`, `parseJson` and
 * `readMultipart`.
 */
export async function readRequestBody(
  request: Request,
  { operation, check, limits }: { operation: Operation; check: Validators; limits: BodyLimits },
  folder: string,
): Promise<unknown> {
  const { body } = operation;
  if (body === undefined || (!body.isRequired && isBodiless(request))) return undefined;
  const type = mediaType(request);
  if (type === "application/json" && check.json !== undefined) {
    return check.json(await readJsonBody(request, limits));
  }
  if (type === "multipart/form-data" && check.multipart !== undefined) {
    const { fields, validate } = check.multipart;
    return validate(await readMultipart(request, fields, { folder, rate: limits.formRate }));
  }
  throw unsupported(check);
}

// Parsing and validating such a body takes less time than the statement that authenticates its sender.
const MAX_EARLY_BYTES = 64 * 1024;

/**
 * Reads, parses and validates a small JSON body while its sender is being authenticated. Returns undefined
 * for any other body. If the sender is rejected before the body has arrived, it is not parsed, and the read
 * ends with the response. The promise may be left without a handler.
 */
export function readBodyEarly(
  request: Request,
  { operation, check, limits }: { operation: Operation; check: Validators; limits: BodyLimits },
  authentication: Promise<unknown>,
): Promise<unknown> | undefined {
  const { json } = check;
  const length = Number(request.headers.get("content-length"));
  const isSmall = length > 0 && length <= Math.min(limits.jsonBytes, MAX_EARLY_BYTES);
  if (operation.body === undefined || json === undefined || !isSmall) return undefined;
  if (mediaType(request) !== "application/json") return undefined;
  const body = readDuring(authentication, async () => readJsonBytes(request, limits)).then(
    (bytes) => bytes && json(parseJson(bytes)),
  );
  body.catch(() => undefined);
  return body;
}

/** Returns undefined if the sender is rejected before the body was read. */
async function readDuring(
  authentication: Promise<unknown>,
  read: () => Promise<Uint8Array>,
): Promise<Uint8Array | undefined> {
  let isRejected = false;
  authentication.catch(() => void (isRejected = true));
  await untilSent();
  const bytes = isRejected ? undefined : await read();
  return isRejected ? undefined : bytes;
}

/** Reads and parses a JSON body. Throws the errors of `readBody` and `parseJson`. */
export async function readJsonBody(
  request: Request,
  limits: Pick<BodyLimits, "jsonBytes" | "jsonRate">,
): Promise<unknown> {
  return parseJson(await readJsonBytes(request, limits));
}

async function readJsonBytes(
  request: Request,
  limits: Pick<BodyLimits, "jsonBytes" | "jsonRate">,
): Promise<Uint8Array> {
  const chunks = readBody(request, limits.jsonBytes, limits.jsonRate);
  const length = Number(request.headers.get("content-length"));
  return length > 0 && length <= limits.jsonBytes
    ? fill(Buffer.allocUnsafeSlow(length), chunks)
    : Buffer.concat(await Array.fromAsync(chunks));
}

/** Returns the maximum size of a request's body and where it is kept, or undefined if none is read. */
export function findAnnouncedBody(
  request: Request,
  { operation, check, limits }: { operation: Operation; check: Validators; limits: BodyLimits },
): AnnouncedBody | undefined {
  if (operation.body === undefined || request.body === null) return undefined;
  const length = request.headers.get("content-length");
  const announced = length === null ? Infinity : Number(length);
  const type = mediaType(request);
  if (type === "application/json" && check.json !== undefined) {
    return { bytes: Math.min(announced, limits.jsonBytes), place: "memory" };
  }
  if (type !== "multipart/form-data" || check.multipart === undefined) return undefined;
  return { bytes: Math.min(announced, getMaxFormBytes(check.multipart.fields)), place: "disk" };
}

/** Returns whether the body of a request is a form, the only body that has files. */
export function isForm(request: Request): boolean {
  return mediaType(request) === "multipart/form-data";
}

/** Removes the files that `readRequestBody` has stored in the folder. */
export async function removeUploads(request: Request, folder: string): Promise<void> {
  if (!isForm(request)) return;
  // If the removal fails, the cleanup job removes the folder.
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

// Avoids holding a large body twice, as chunks and as a whole.
async function fill(whole: Buffer, chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let filled = 0;
  for await (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return whole.subarray(0, filled);
}

function readPath(params: Record<string, unknown>, { fields, validate }: ParameterCheck): unknown {
  if (fields.size === 0) return {};
  try {
    return validate(groupByField(Object.entries(params), fields));
  } catch (cause) {
    // A malformed id cannot identify a resource.
    if (!(cause instanceof AppError)) throw cause;
    throw new AppError("not_found", "The requested resource was not found.", { cause });
  }
}

function readQuery(request: Request, { fields, validate }: ParameterCheck): unknown {
  if (fields.size === 0) return {};
  const entries = [...new URL(request.url).searchParams].filter(([name]) =>
    fields.has(name.replace(/\[\]$/, "")),
  );
  return validate(groupByField(entries, fields));
}

function readHeaders(request: Request, { fields, validate }: ParameterCheck): unknown {
  if (fields.size === 0) return {};
  return validate(groupByField(headerEntries(request, fields), fields));
}

function headerEntries(request: Request, fields: Map<string, Field>): [string, string][] {
  return [...fields.keys()].flatMap((name) => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value] satisfies [string, string]];
  });
}

function isBodiless(request: Request): boolean {
  return request.body === null && !request.headers.has("content-type");
}

/**
 * Returns the media type in lower case, without parameters. Undefined if the body has a Content-Encoding
 * or a charset other than UTF-8.
 */
function mediaType(request: Request): string | undefined {
  const header = request.headers.get("content-type") ?? "";
  const charset = /;\s*charset="?([^";\s]*)/i.exec(header)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return undefined;
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") return undefined;
  return header.split(";", 1)[0]?.trim().toLowerCase();
}

function unsupported(check: Validators): AppError {
  const types = [
    ...(check.json ? ["application/json"] : []),
    ...(check.multipart ? ["multipart/form-data"] : []),
  ];
  return new AppError(
    "unsupported_media_type",
    `The request body must be ${types.join(" or ")}, in UTF-8 and without a Content-Encoding.`,
  );
}

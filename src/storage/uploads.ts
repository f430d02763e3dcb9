import { createHmac, timingSafeEqual } from "node:crypto";
import { open } from "node:fs/promises";
import { AppError, isSystemError, toUnavailable } from "../foundation/errors.ts";
import { readKey, requireType } from "./keys.ts";
import { writeAtomically } from "./atomic-write.ts";
import type { PresignedUpload, StoredObject } from "./storage.ts";
import { jsonResponse } from "../foundation/json-response.ts";

/** What a signature permits: one key, one size, one type, until a second of the epoch. */
interface UploadSignature extends StoredObject {
  key: string;
  expiresAt: number;
}

const STATUS: Partial<Record<string, number>> = {
  invalid_request: 400,
  forbidden: 403,
  payload_too_large: 413,
  unavailable: 503,
};

/** Signs a PUT to `<publicUrl>/uploads/…`: key, size, type and expiry are bound by the signature. */
export function signUpload(
  options: { publicUrl: string; secret: string },
  key: string,
  object: StoredObject & { expiresInSeconds: number },
): PresignedUpload {
  const { sizeBytes, contentType, expiresInSeconds } = object;
  requireType(key, contentType);
  if (!key.startsWith("uploads/")) throw new Error(`Not an upload key: ${key}`);
  const expiresAt = Math.floor(Date.now() / 1000) + expiresInSeconds;
  const signature = sign(options.secret, { key, sizeBytes, contentType, expiresAt });
  const query = new URLSearchParams({
    expires: String(expiresAt),
    size: String(sizeBytes),
    type: contentType,
    signature: signature.toString("hex"),
  });
  return {
    url: `${options.publicUrl}/${key}?${query}`,
    headers: { "content-type": contentType, "content-length": String(sizeBytes) },
  };
}

/**
 * Answers `PUT /uploads/…`: stores a body of exactly the signed size and type under `root`, whole or
 * not at all. Every bad or expired signature gets the same 403; a body that differs from what was
 * signed gets 400, or 413 where it is larger; a disk that takes no data gets 503. The URL works again
 * until it expires, so whoever claims an upload copies it to a key of its own first.
 */
export async function receiveUpload(
  root: string,
  secret: string,
  request: Request,
): Promise<Response> {
  if (request.method !== "PUT")
    return new Response(null, { status: 405, headers: { allow: "PUT" } });
  try {
    const permit = readUploadSignature(secret, new URL(request.url));
    requireSigned(request.headers, permit);
    await writeAtomically(root, permit.key, (draft) => receive(request, draft, permit.sizeBytes));
    return new Response(null, { status: 200 });
  } catch (cause) {
    const error = isSystemError(cause) ? toUnavailable(cause) : cause;
    const status = error instanceof AppError ? STATUS[error.code] : undefined;
    if (!(error instanceof AppError) || status === undefined) throw error;
    return createErrorResponse(status, error);
  }
}

function sign(secret: string, { key, sizeBytes, contentType, expiresAt }: UploadSignature): Buffer {
  const text = ["darkroom-upload-1", key, sizeBytes, contentType, expiresAt].join("\n");
  return createHmac("sha256", secret).update(text).digest();
}

function readUploadSignature(secret: string, url: URL): UploadSignature {
  const permit = {
    key: url.pathname.slice(1),
    sizeBytes: Number(url.searchParams.get("size")),
    contentType: url.searchParams.get("type") ?? "",
    expiresAt: Number(url.searchParams.get("expires")),
  };
  const given = Buffer.from(url.searchParams.get("signature") ?? "", "hex");
  const expected = sign(secret, permit);
  const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
  const isOurs = readKey(permit.key)?.room === "uploads";
  if (isSigned && isOurs && Date.now() < permit.expiresAt * 1000) return permit;
  throw new AppError("forbidden", "The upload URL is not valid or has expired.");
}

function requireSigned(headers: Headers, permit: UploadSignature): void {
  if (headers.get("content-type") !== permit.contentType) {
    throw new AppError("invalid_request", `Content-Type must be ${permit.contentType}.`);
  }
  const length = headers.get("content-length");
  if (length === String(permit.sizeBytes)) return;
  if (Number(length) > permit.sizeBytes) throw tooLarge();
  throw new AppError("invalid_request", `Content-Length must be ${permit.sizeBytes}.`);
}

async function receive(request: Request, draft: string, sizeBytes: number): Promise<void> {
  const file = await open(draft, "wx");
  let receivedBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      receivedBytes += chunk.byteLength;
      if (receivedBytes > sizeBytes) throw tooLarge();
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (!request.signal.aborted) throw error;
  } finally {
    await file.close();
  }
  if (receivedBytes === sizeBytes) return;
  throw new AppError("invalid_request", "The body did not arrive whole.");
}

function tooLarge(): AppError {
  return new AppError("payload_too_large", "The body is larger than the upload URL permits.");
}

function createErrorResponse(status: number, { code, message, details }: AppError): Response {
  const { retryAfterSeconds } = details;
  const headers = {
    ...{ "cache-control": "no-store", connection: "close" },
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  };
  return jsonResponse({ error: { code, message } }, { status, headers });
}

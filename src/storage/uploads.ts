import { createHmac, timingSafeEqual } from "node:crypto";
import { open } from "node:fs/promises";
import { AppError, isSystemError, toUnavailable } from "../foundation/errors.ts";
import { readKey, requireType } from "./keys.ts";
import { writeAtomically } from "./atomic-write.ts";
import type { PresignedUpload, StoredObject } from "./storage.ts";
import { jsonResponse } from "../foundation/json-response.ts";

/** The signed properties of an upload. `expiresAt` is in seconds since 1970. */
interface UploadSignature extends StoredObject {
  key: string;
  expiresAt: number;
}

/** The bytes of an upload as they arrive. */
export type UploadBody = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const STATUS: Partial<Record<string, number>> = {
  invalid_request: 400,
  forbidden: 403,
  request_timeout: 408,
  payload_too_large: 413,
  unavailable: 503,
};

/** Signs a PUT to `<publicUrl>/uploads/…`. The signature includes key, size, type and expiry. */
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
 * Handles `PUT /uploads/…`: stores a body of exactly the signed size and type under `root`, atomically.
 * Returns 403 for an invalid or expired signature, 400 for a body that differs from the signature, 413
 * for a larger one, and 503 on a disk fault. Without Content-Type the body is of the signed type. The URL
 * can be used again until it expires, so an upload is copied to another key before it is used; its bytes
 * are then compared with the type. `body` limits how slowly the body of the request may arrive.
 */
export async function receiveUpload(
  { root, secrets }: { root: string; secrets: string[] },
  request: Request,
  body: UploadBody,
): Promise<Response> {
  if (request.method !== "PUT")
    return new Response(null, { status: 405, headers: { allow: "PUT" } });
  try {
    const upload = readUploadSignature(secrets, new URL(request.url));
    requireSigned(request.headers, upload);
    await writeAtomically(root, upload.key, (draft) =>
      receive(request.signal, body, { draft, sizeBytes: upload.sizeBytes }),
    );
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

function readUploadSignature(secrets: string[], url: URL): UploadSignature {
  const upload = {
    key: url.pathname.slice(1),
    sizeBytes: Number(url.searchParams.get("size")),
    contentType: url.searchParams.get("type") ?? "",
    expiresAt: Number(url.searchParams.get("expires")),
  };
  const signature = url.searchParams.get("signature") ?? "";
  // `Buffer.from` ignores what follows the last pair of hex digits.
  const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature) ? signature : "", "hex");
  const isSigned = secrets.some((secret) => {
    const expected = sign(secret, upload);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  const isUploadKey = readKey(upload.key)?.folder === "uploads";
  if (isSigned && isUploadKey && Date.now() < upload.expiresAt * 1000) return upload;
  throw new AppError("forbidden", "The upload URL is invalid or has expired.");
}

function requireSigned(headers: Headers, upload: UploadSignature): void {
  // Many clients send none with bytes, such as `curl -T` and `fetch` with a Buffer.
  const contentType = headers.get("content-type") ?? upload.contentType;
  if (contentType !== upload.contentType) {
    throw new AppError("invalid_request", `Content-Type must be ${upload.contentType}.`);
  }
  const length = headers.get("content-length");
  if (length === String(upload.sizeBytes)) return;
  if (Number(length) > upload.sizeBytes) throw tooLarge();
  throw new AppError("invalid_request", `Content-Length must be ${upload.sizeBytes}.`);
}

async function receive(
  signal: AbortSignal,
  body: UploadBody,
  { draft, sizeBytes }: { draft: string; sizeBytes: number },
): Promise<void> {
  const file = await open(draft, "wx");
  let receivedBytes = 0;
  try {
    for await (const chunk of body) {
      receivedBytes += chunk.byteLength;
      if (receivedBytes > sizeBytes) throw tooLarge();
      await file.writeFile(chunk);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await file.close();
  }
  if (receivedBytes === sizeBytes) return;
  throw new AppError("invalid_request", "The body is shorter than its Content-Length.");
}

function tooLarge(): AppError {
  return new AppError("payload_too_large", "The body is larger than the upload URL allows.");
}

function createErrorResponse(status: number, { code, message, details }: AppError): Response {
  const { retryAfterSeconds } = details;
  const headers = {
    ...{ "cache-control": "no-store", connection: "close" },
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
  };
  return jsonResponse({ error: { code, message } }, { status, headers });
}

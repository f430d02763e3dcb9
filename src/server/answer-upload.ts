import type { Context } from "../app/context.ts";
import { readBody } from "../http/body.ts";
import { BODY_LIMITS } from "../http/request-parser.ts";
import type { DiskRoutes } from "../storage/disk.ts";
import { jsonResponse } from "../foundation/json-response.ts";

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
const RETRY_SECONDS = 60;
// A URL can be used repeatedly, and a client that tries again may have connections that have not ended yet.
const MAX_CONCURRENT = 4;

/** How many requests to each path are being received. */
const receiving = new Map<string, number>();

/**
 * Handles a PUT to a signed upload URL. Returns 503 if too little disk space is free, 408 if the body
 * arrives too slowly, and 429 while the URL is used by too many requests.
 */
export async function receiveUploadWithinDiskSpace(
  ctx: Context,
  request: Request,
  receive: DiskRoutes["receiveUpload"],
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const others = receiving.get(pathname) ?? 0;
  if (others >= MAX_CONCURRENT) {
    const message = "Too many requests send this upload. Try again when they have ended.";
    return refuse(429, { code: "rate_limited", message });
  }
  receiving.set(pathname, others + 1);
  try {
    return await receiveWithReservation(ctx, request, receive);
  } finally {
    const left = (receiving.get(pathname) ?? 0) - 1;
    if (left > 0) receiving.set(pathname, left);
    else receiving.delete(pathname);
  }
}

async function receiveWithReservation(
  ctx: Context,
  request: Request,
  receive: DiskRoutes["receiveUpload"],
): Promise<Response> {
  const announced = Number(request.headers.get("content-length")) || 0;
  using space = await ctx.disk.reserve(Math.min(announced, MAX_UPLOAD_BYTES));
  if (space !== undefined) {
    // Limited, because others lack the space that stays reserved until the upload ends.
    const body = readBody(request, MAX_UPLOAD_BYTES, BODY_LIMITS.formRate);
    return await receive(request, body);
  }
  const message = "The server has too little free disk space to receive files. Try again later.";
  return refuse(503, { code: "unavailable", message });
}

function refuse(status: number, error: { code: string; message: string }): Response {
  const headers = { "retry-after": String(RETRY_SECONDS), connection: "close" };
  return jsonResponse({ error }, { status, headers });
}

import type { Context } from "../app/context.ts";
import { jsonResponse } from "../foundation/json-response.ts";

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
const RETRY_SECONDS = 60;

/** Handles a PUT to a signed upload URL. Returns 503 if too little disk space is free. */
export async function receiveUploadWithinDiskSpace(
  ctx: Context,
  request: Request,
  receive: (request: Request) => Promise<Response>,
): Promise<Response> {
  const announced = Number(request.headers.get("content-length")) || 0;
  using space = await ctx.disk.reserve(Math.min(announced, MAX_UPLOAD_BYTES));
  if (space !== undefined) return await receive(request);
  const message = "The server has too little free disk space to receive files. Try again later.";
  return jsonResponse(
    { error: { code: "unavailable", message } },
    { status: 503, headers: { "retry-after": String(RETRY_SECONDS), connection: "close" } },
  );
}

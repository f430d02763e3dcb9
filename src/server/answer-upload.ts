import type { Context } from "../app/context.ts";
import { jsonResponse } from "../foundation/json-response.ts";

const LARGEST_UPLOAD_BYTES = 10 * 1024 * 1024;
const RETRY_SECONDS = 60;

/** Answers a PUT of a file to a signed address, unless too little disk space is free for it. */
export async function answerUpload(
  ctx: Context,
  request: Request,
  receive: (request: Request) => Promise<Response>,
): Promise<Response> {
  const announced = Number(request.headers.get("content-length")) || 0;
  using space = await ctx.disk.reserve(Math.min(announced, LARGEST_UPLOAD_BYTES));
  if (space !== undefined) return await receive(request);
  const message = "The server has too little free disk space to receive files. Try again later.";
  return jsonResponse(
    { error: { code: "unavailable", message } },
    { status: 503, headers: { "retry-after": String(RETRY_SECONDS), connection: "close" } },
  );
}

import { readBody } from "../http/body.ts";
import type { Context } from "../app/context.ts";
import { wakeTaskPoller } from "../core/generations/wake-task.ts";
import { AppError, type ErrorCode } from "../foundation/errors.ts";
import { CALLBACKS_PATH } from "../providers/index.ts";
import { ATTEMPT_PARAMETER } from "../providers/http-client.ts";
import { jsonResponse } from "../foundation/json-response.ts";

// A callback repeats the request of the task, with a prompt of up to 20,000 characters.
const MAX_CALLBACK_BYTES = 512 * 1024;
const MIN_RATE = { graceMs: 10_000, bytesPerSecond: 64 * 1024, totalMs: 20_000 };

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_request: 400,
  request_timeout: 408,
  payload_too_large: 413,
  unavailable: 503,
};

/** Handles a provider's callback about a task. Returns undefined for any other request. */
export async function respondToCallback(
  ctx: Context,
  request: Request,
): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== "POST" || !pathname.startsWith(CALLBACKS_PATH)) return undefined;
  const provider = ctx.providers.get(pathname.slice(CALLBACKS_PATH.length));
  if (provider?.readCallback === undefined) return undefined;
  try {
    const body = await readCallbackText(request);
    const { status, answer, taskId } = provider.readCallback(request.headers, body);
    // The response is the same for an unknown task, so it does not reveal which tasks exist.
    const reference = searchParams.get(ATTEMPT_PARAMETER) ?? "";
    if (taskId !== undefined)
      await wakeTaskPoller(ctx, { provider: provider.name, taskId, reference });
    return jsonResponse(answer, { status });
  } catch (error) {
    const status = error instanceof AppError ? STATUS[error.code] : undefined;
    if (status === undefined) throw error;
    return new Response(null, { status });
  }
}

async function readCallbackText(request: Request): Promise<string> {
  return Buffer.concat(
    await Array.fromAsync(readBody(request, MAX_CALLBACK_BYTES, MIN_RATE)),
  ).toString();
}

import { readBody } from "../http/body.ts";
import type { Context } from "../app/context.ts";
import { readReference } from "../core/generations/attempt-reference.ts";
import { findStructureFault } from "../http/json-structure.ts";
import { wakeTaskPoller } from "../core/generations/wake-task.ts";
import { AppError, type ErrorCode } from "../foundation/errors.ts";
import { CALLBACKS_PATH } from "../providers/index.ts";
import type { Provider } from "../providers/provider.ts";
import { ATTEMPT_PARAMETER } from "../providers/http-client.ts";
import { jsonResponse } from "../foundation/json-response.ts";

// A callback repeats the request of the task, with a prompt of up to 20,000 characters.
const MAX_CALLBACK_BYTES = 512 * 1024;
const CALLBACK_STRUCTURE = { maxDepth: 32, maxValues: 10_000 };
const MIN_RATE = { graceMs: 10_000, bytesPerSecond: 64 * 1024, totalMs: 20_000 };

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_request: 400,
  request_timeout: 408,
  payload_too_large: 413,
  unavailable: 503,
};

/** Handles a provider's callback about a task. Returns undefined for any other request. */
type RespondToCallback = (request: Request) => Promise<Response | undefined>;

// Callbacks without the signed reference of an attempt, which this server did not request.
const MAX_UNKNOWN_PER_SECOND = 20;

/** Returns the handler of provider callbacks. */
export function createCallbacks(ctx: Context): RespondToCallback {
  const tryCount = createLimit(MAX_UNKNOWN_PER_SECOND);
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method !== "POST" || !pathname.startsWith(CALLBACKS_PATH)) return undefined;
    const provider = ctx.providers.get(pathname.slice(CALLBACKS_PATH.length));
    if (provider?.readCallback === undefined) return undefined;
    const reference = searchParams.get(ATTEMPT_PARAMETER) ?? "";
    if (readReference(ctx, reference) === undefined && !tryCount()) {
      return new Response(null, { status: 429, headers: { "retry-after": "1" } });
    }
    return receiveCallback(ctx, request, { provider, reference });
  };
}

/** Returns a function that returns false once it has been called `maxPerSecond` times in a second. */
function createLimit(maxPerSecond: number): () => boolean {
  let startedAtMs = -Infinity;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - startedAtMs >= 1000) [startedAtMs, count] = [now, 0];
    return ++count <= maxPerSecond;
  };
}

async function receiveCallback(
  ctx: Context,
  request: Request,
  { provider, reference }: { provider: Provider; reference: string },
): Promise<Response> {
  try {
    const body = await readCallbackText(request);
    const reading = provider.readCallback?.(request.headers, body);
    if (reading === undefined) return new Response(null, { status: 404 });
    const { status, answer, taskId } = reading;
    // The response is the same for an unknown task, so it does not reveal which tasks exist.
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
  const body = Buffer.concat(
    await Array.fromAsync(readBody(request, MAX_CALLBACK_BYTES, MIN_RATE)),
  );
  const fault = findStructureFault(body, CALLBACK_STRUCTURE);
  if (fault !== undefined) throw new AppError("invalid_request", `The body ${fault}.`);
  return body.toString();
}

import { backoffMs, waitMs } from "./backoff.js";
import { GenerationError } from "./errors.js";
import { createIdempotencyKey } from "./idempotency-key.js";
import { readRetryAfterSeconds } from "./retry-after.js";
const FIRST_MS = 1_000;
// Enough for a restart of the server, during which the generation continues.
const MAX_RETRIES = 8;
const SUCCEEDED = new Set(["succeeded", "completed"]);
const UNFINISHED = new Set(["queued", "running", "pending", "processing"]);
/** Polls a generation until it finishes. Throws a `GenerationError` if it produced no images. */
export async function waitFor(poll, { onProgress, everyMs, onReply, ...call } = {}) {
  for (let polls = 0; ; polls += 1) {
    let headers = new Headers();
    const generation = await poll({
      maxRetries: MAX_RETRIES,
      ...call,
      onReply(reply) {
        headers = reply.headers;
        onReply?.(reply);
      },
    });
    onProgress?.(generation);
    if (isFinished(generation)) return succeeded(generation, headers.get("x-request-id"));
    const askedSeconds = readRetryAfterSeconds(headers);
    const ownMs = everyMs ?? backoffMs(polls, FIRST_MS);
    await waitMs(askedSeconds === undefined ? ownMs : askedSeconds * 1000, call);
  }
}
/** Creates a generation and waits for it. Throws a `GenerationError` if it produced no images. */
export async function createAndWait(create, wait, options = {}) {
  const { idempotencyKey = createIdempotencyKey() } = options;
  // Errors of the wait have the key too, so that the generation can be found again.
  const known = { ...options, idempotencyKey };
  return wait(await create(known), known);
}
/** Whether the status of a generation is final. */
export function isFinished({ status }) {
  return !UNFINISHED.has(status);
}
/** Returns a finished generation that produced images. Throws a `GenerationError` otherwise. */
export function succeeded(generation, requestId = null) {
  const { status, error } = generation;
  if (SUCCEEDED.has(status)) return generation;
  const fault = typeof error === "object" && error !== null ? error : undefined;
  const message =
    typeof error === "string" ? error : `The generation finished with status ${status}.`;
  throw new GenerationError(fault?.code ?? status, fault?.message ?? message, {
    generation,
    requestId: requestId ?? undefined,
    charged: false,
    idempotencyKey: undefined,
  });
}

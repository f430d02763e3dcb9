"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.waitFor = waitFor;
exports.createAndWait = createAndWait;
exports.isFinished = isFinished;
exports.succeeded = succeeded;
const backoff_js_1 = require("./backoff.js");
const errors_js_1 = require("./errors.js");
const idempotency_key_js_1 = require("./idempotency-key.js");
const retry_after_js_1 = require("./retry-after.js");
const FIRST_MS = 1_000;
// Enough for a restart of the server, during which the generation continues.
const MAX_RETRIES = 8;
const SUCCEEDED = new Set(["succeeded", "completed"]);
const UNFINISHED = new Set(["queued", "running", "pending", "processing"]);
/** Polls a generation until it finishes. Throws a `GenerationError` if it produced no images. */
async function waitFor(poll, { onProgress, everyMs, onReply, ...call } = {}) {
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
    const askedSeconds = (0, retry_after_js_1.readRetryAfterSeconds)(headers);
    const ownMs = everyMs ?? (0, backoff_js_1.backoffMs)(polls, FIRST_MS);
    await (0, backoff_js_1.waitMs)(askedSeconds === undefined ? ownMs : askedSeconds * 1000, call);
  }
}
/** Creates a generation and waits for it. Throws a `GenerationError` if it produced no images. */
async function createAndWait(create, wait, options = {}) {
  const { idempotencyKey = (0, idempotency_key_js_1.createIdempotencyKey)() } = options;
  // Errors of the wait have the key too, so that the generation can be found again.
  const known = { ...options, idempotencyKey };
  return wait(await create(known), known);
}
/** Whether the status of a generation is final. */
function isFinished({ status }) {
  return !UNFINISHED.has(status);
}
/** Returns a finished generation that produced images. Throws a `GenerationError` otherwise. */
function succeeded(generation, requestId = null) {
  const { status, error } = generation;
  if (SUCCEEDED.has(status)) return generation;
  const fault = typeof error === "object" && error !== null ? error : undefined;
  const message =
    typeof error === "string" ? error : `The generation finished with status ${status}.`;
  throw new errors_js_1.GenerationError(fault?.code ?? status, fault?.message ?? message, {
    generation,
    requestId: requestId ?? undefined,
    charged: false,
    idempotencyKey: undefined,
  });
}

"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.readEvents = readEvents;
const abort_js_1 = require("./abort.js");
const backoff_js_1 = require("./backoff.js");
const charge_js_1 = require("./charge.js");
const errors_js_1 = require("./errors.js");
const retry_js_1 = require("./retry.js");
// The last event of a create. Events in between, such as those of a tool, have more parts.
const LAST_EVENT = /^\w+\.(?:completed|failed)$/;
/**
 * Yields the data of the events of a response. Throws a `GenerationError` at an error event, and a
 * `ConnectionError` if the stream ends early or contains something else.
 */
async function* readEvents(body, call) {
  if (!(body instanceof ReadableStream))
    throw new errors_js_1.DarkroomError("no_stream", "The response is not a stream.");
  let last;
  for await (const data of readEventData(body, call)) {
    const event = parseEvent(data, call);
    if (event.type === "error") throw generationError(event, call);
    last = event.type;
    // Events match the document, like all responses.
    yield event;
  }
  if (call.kind === "create" && !LAST_EVENT.test(String(last)))
    throw new errors_js_1.ConnectionError(
      "connection_failed",
      "The stream ended before its last event.",
      {
        idempotencyKey: call.idempotencyKey,
      },
    );
}
/** Yields the data of each event. Comments and events without data are left out. */
async function* readEventData(body, call) {
  let data = [];
  for await (const line of readLines(body, call)) {
    if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
    if (line !== "" || data.length === 0) continue;
    yield data.join("\n");
    data = [];
  }
}
/** Yields the complete lines of a stream. */
async function* readLines(body, call) {
  const reader = body.getReader();
  const signal = (0, abort_js_1.findStreamSignal)(body);
  const decoder = new TextDecoder();
  // A line with an image arrives in many chunks, so they are joined once.
  let parts = [];
  try {
    for (;;) {
      const { done, value } = await (0, abort_js_1.untilAborted)(reader.read(), signal).catch(
        (cause) => {
          (0, backoff_js_1.throwIfAborted)(call);
          throw (0, retry_js_1.connectionError)(cause, call.idempotencyKey);
        },
      );
      if (done) return;
      const [rest = "", ...starts] = decoder.decode(value, { stream: true }).split("\n");
      parts.push(rest);
      for (const start of starts) {
        yield parts.join("").replace(/\r$/, "");
        parts = [start];
      }
    }
  } finally {
    // Closes the connection when the caller stops early. Fails harmlessly if it is closed already.
    await reader.cancel().catch(() => undefined);
  }
}
function parseEvent(data, { idempotencyKey }) {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw (0, retry_js_1.connectionError)(cause, idempotencyKey);
  }
}
function generationError(event, { reply, idempotencyKey }) {
  // An event of the Responses API has them itself.
  const { code = "", message = "" } = event.error ?? event;
  return new errors_js_1.GenerationError(code, message, {
    generation: undefined,
    requestId: reply?.headers.get("x-request-id") ?? undefined,
    // A stream starts when its generation is accepted.
    charged: (0, charge_js_1.isUnchargedAfterAcceptance)(code) ? false : undefined,
    idempotencyKey,
  });
}

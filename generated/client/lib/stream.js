import { DarkroomError, GenerationError } from "./errors.js";
import { connectionError } from "./retry.js";
/**
 * The data of a reply's events, as they come. Throws a `GenerationError` at an event that tells of an
 * error, and a `ConnectionError` where the connection breaks before the stream has ended.
 */
export async function* readEvents(body, call) {
  if (!(body instanceof ReadableStream))
    throw new DarkroomError("no_stream", "No stream has come.");
  for await (const text of blocksOf(body, call)) {
    const data = readEventData(text);
    if (data === undefined) continue;
    const event = JSON.parse(data);
    if (event.type === "error" && event.error !== undefined) {
      throw generationError(event.error, call);
    }
    // Events are as the document says, like every other reply.
    yield event;
  }
}
/** Events are parted by empty lines. */
async function* blocksOf(body, { signal, idempotencyKey }) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        signal?.throwIfAborted();
        throw connectionError(cause, idempotencyKey);
      });
      if (done) return;
      const blocks = (text + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      text = blocks.pop() ?? "";
      yield* blocks;
    }
  } finally {
    // Who leaves early tells the server; where it has gone itself, there is nobody to tell.
    await reader.cancel().catch(() => undefined);
  }
}
function generationError({ code, message }, { reply, uncharged }) {
  return new GenerationError(code, message, {
    generation: undefined,
    requestId: reply?.headers.get("x-request-id") ?? undefined,
    charged: uncharged.has(code) ? false : undefined,
  });
}
/** Comments and fields that carry no data give nothing. */
function readEventData(block) {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(5).trimStart()).join("\n");
}

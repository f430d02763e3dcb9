import { throwIfAborted } from "./backoff.ts";
import { DarkroomError, GenerationError } from "./errors.ts";
import type { CreateOptions } from "./options.ts";
import { connectionError } from "./retry.ts";

/** The call whose response is a stream. */
export interface StreamedCall extends CreateOptions {
  reply: Response | undefined;
  uncharged: ReadonlySet<string>;
}

/**
 * Yields the data of the events of a response. Throws a `GenerationError` at an error event, and a
 * `ConnectionError` if the connection fails before the stream has ended.
 */
export async function* readEvents<T>(
  body: unknown,
  call: StreamedCall,
): AsyncGenerator<T, void, undefined> {
  if (!(body instanceof ReadableStream))
    throw new DarkroomError("no_stream", "The response is not a stream.");
  for await (const text of readBlocks(body, call)) {
    const data = readEventData(text);
    if (data === undefined) continue;
    const event: { type?: unknown; error?: { code: string; message: string } } = JSON.parse(data);
    if (event.type === "error" && event.error !== undefined) {
      throw generationError(event.error, call);
    }
    // Events match the document, like all responses.
    yield event as T;
  }
}

/** Yields the blocks of a stream, which are separated by empty lines. */
async function* readBlocks(
  body: ReadableStream<Uint8Array>,
  call: StreamedCall,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throwIfAborted(call);
        throw connectionError(cause, call.idempotencyKey);
      });
      if (done) return;
      const blocks = (text + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      text = blocks.pop() ?? "";
      yield* blocks;
    }
  } finally {
    // Closes the connection when the caller stops early. Fails harmlessly if it is closed already.
    await reader.cancel().catch(() => undefined);
  }
}

function generationError(
  { code, message }: { code: string; message: string },
  { reply, uncharged }: StreamedCall,
): GenerationError {
  return new GenerationError(code, message, {
    generation: undefined,
    requestId: reply?.headers.get("x-request-id") ?? undefined,
    charged: uncharged.has(code) ? false : undefined,
  });
}

/** Returns the data of an event; undefined for comments and events without data. */
function readEventData(block: string): string | undefined {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(5).trimStart()).join("\n");
}

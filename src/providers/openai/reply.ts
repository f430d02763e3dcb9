import type { Attempt, ProviderRequest } from "../provider.ts";
import { createEventReader } from "./event-reader.ts";
import { createJsonReader } from "./json-reader.ts";
import type { Reader, Reply } from "./reader.ts";

const LARGEST_PICTURE_TEXT = 90 * 1_048_576;

/**
 * Reads the reply to its end, or as far as it comes: JSON or an event stream. Pictures go to
 * `attempt.folder` as they arrive; what stands beside them is small.
 */
export async function readReply(
  response: Response,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<Reply> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const reader = isStream
    ? createEventReader(request, attempt)
    : createJsonReader(request, attempt);
  const limitBytes = LARGEST_PICTURE_TEXT * (request.n * (1 + request.partialImages) + 1);
  const broke = await pump(response, reader, limitBytes);
  try {
    const reply = await reader.finish();
    return broke === undefined ? reply : { ...reply, broke };
  } finally {
    await reader.pictures.close();
  }
}

/** Answers why it stopped before the end, if it did. */
async function pump(response: Response, reader: Reader, limitBytes: number): Promise<unknown> {
  let sizeBytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) throw new Error("The reply is larger than its pictures can be.");
      for (const piece of reader.scanner.scan(chunk)) await reader.pictures.accept(piece);
      await reader.read?.();
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

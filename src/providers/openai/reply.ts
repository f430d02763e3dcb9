import { MAX_KEPT_BYTES } from "../../foundation/kept-bytes.ts";
import type { Attempt, ProviderRequest } from "../provider.ts";
import { createEventReader } from "./event-reader.ts";
import { createJsonReader } from "./json-reader.ts";
import type { Reader, Reply } from "./reader.ts";

const MAX_IMAGE_BASE64_BYTES = 90 * 1_048_576;

/**
 * Reads a response (JSON or an event stream) to its end, or until it fails. Images are streamed to
 * `attempt.folder`.
 */
export async function readReply(
  response: Response,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<Reply> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const reader = isStream
    ? createEventReader(request, attempt)
    : createJsonReader(request, toJsonAttempt(attempt, response));
  const limitBytes = MAX_IMAGE_BASE64_BYTES * (request.n * (1 + request.partialImages) + 1);
  const readError = await pump(response, reader, limitBytes);
  try {
    const reply = await reader.finish();
    return readError === undefined ? reply : { ...reply, readError };
  } finally {
    await reader.writer.close();
  }
}

function toJsonAttempt(
  { folder, signal, keepsBase64 = false }: Attempt,
  { headers }: Response,
): Pick<Attempt, "folder" | "signal" | "keepsBase64"> {
  const isSmall = Number(headers.get("content-length")) <= MAX_KEPT_BYTES;
  return { folder, signal, keepsBase64: keepsBase64 && isSmall };
}

/** Returns the error that stopped the reading, or undefined at the end of the response. */
async function pump(response: Response, reader: Reader, limitBytes: number): Promise<unknown> {
  let sizeBytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) throw new Error("The response is larger than allowed.");
      for (const piece of reader.scanner.scan(chunk)) await reader.writer.accept(piece);
      await reader.read?.();
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

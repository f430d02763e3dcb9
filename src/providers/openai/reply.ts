import { freeBytes } from "../../foundation/byte-buffers.ts";
import { MAX_KEPT_BYTES } from "../../foundation/kept-bytes.ts";
import type { Attempt, ProviderRequest } from "../provider.ts";
import { createEventReader } from "./event-reader.ts";
import { createJsonReader } from "./json-reader.ts";
import type { Reader, Reply } from "./reader.ts";

const MAX_IMAGE_BASE64_BYTES = 90 * 1_048_576;
// Each part becomes a string, and the memory of shorter strings is used again sooner.
const PART_BYTES = 65_536;

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
  const wanted = isStream ? { ...attempt, keepsBase64: false } : toJsonAttempt(attempt, response);
  const reader = isStream ? createEventReader(request, attempt) : createJsonReader(request, wanted);
  const limitBytes = MAX_IMAGE_BASE64_BYTES * (request.n * (1 + request.partialImages) + 1);
  const freesChunks = wanted.keepsBase64 !== true;
  const readError = await pump(response, reader, { limitBytes, freesChunks });
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

/**
 * Returns the error that stopped the reading, or undefined at the end of the response. `freesChunks`: the
 * chunks are not used afterwards.
 */
async function pump(
  response: Response,
  reader: Reader,
  { limitBytes, freesChunks }: { limitBytes: number; freesChunks: boolean },
): Promise<unknown> {
  let sizeBytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) throw new Error("The response is larger than allowed.");
      for (let at = 0; at < chunk.length; at += PART_BYTES) {
        const part = chunk.subarray(at, at + PART_BYTES);
        for (const piece of reader.scanner.scan(part)) await reader.writer.accept(piece);
      }
      await reader.read?.();
      if (freesChunks) freeBytes(chunk);
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

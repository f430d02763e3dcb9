import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Yields the bytes of a response as they arrive. Throws when they exceed `maxBytes`. */
export async function* limitBytes(
  response: Response,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

/**
 * Returns the first `maxBytes` of a response as text that Postgres can store. Text that is cut off, by
 * the limit or by the sender, is returned as far as it was received.
 */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (isEncoded(response.headers)) return "";
  const bytes = new Uint8Array(maxBytes);
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      const taken = chunk.subarray(0, maxBytes - size);
      bytes.set(taken, size);
      size += taken.byteLength;
      if (size === maxBytes) break;
    }
  } catch {
    // The status is known; missing text does not change the outcome.
  }
  return new TextDecoder().decode(bytes.subarray(0, size)).replaceAll("\0", "\ufffd");
}

/** Returns whether a response is compressed although only `identity` was accepted. */
export function isEncoded(headers: Headers): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}

/** Writes a body to `path` and returns its size in bytes. Removes the file if it fails. */
export async function writeTo(path: string, body: AsyncIterable<Uint8Array>): Promise<number> {
  // Opened first, because a stream that opens the file itself may do so after the removal.
  const file = (await open(path, "w")).createWriteStream();
  try {
    await pipeline(body, file);
    return file.bytesWritten;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function tooLarge(maxBytes: number): Error {
  return new Error(`the response is larger than ${maxBytes} bytes`);
}

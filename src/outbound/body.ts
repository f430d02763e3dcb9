import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** The bytes of an answer as they arrive. Throws as soon as there are more than `maxBytes`. */
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
 * The first `maxBytes` of an answer as text that any database takes. Text that breaks off, at the
 * cap or because the sender stopped, is answered as far as it came.
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
    // The status has been told; what is missing of the text changes nothing about the outcome.
  }
  return new TextDecoder().decode(bytes.subarray(0, size)).replaceAll("\0", "\ufffd");
}

/** Whether an answer is compressed although nothing but `identity` was asked for. */
export function isEncoded(headers: Headers): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}

/** Writes a body to `path` and answers its size in bytes. Leaves no file behind when it fails. */
export async function writeTo(path: string, body: AsyncIterable<Uint8Array>): Promise<number> {
  // Opened before anything can fail: a stream that opens by itself may still do so after the removal.
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
  return new Error(`the answer is larger than ${maxBytes} bytes`);
}

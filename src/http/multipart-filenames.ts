import { freeBytes } from "../foundation/byte-buffers.ts";

// busboy rejects longer part headers.
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Sets the filename "blob" for files without one. Bun and others send a Blob without a name as
 * `filename=""`, which busboy treats as a text field and decodes. Changes part headers only, never the
 * content of a part.
 */
export async function* addMissingFilenames(chunks: AsyncIterable<Uint8Array>, boundary: string) {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line break before it; busboy skips these two bytes.
  let rest = Buffer.from("\r\n");
  let isHeader = false;
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    freeBytes(chunk);
    for (;;) {
      const end = isHeader ? findEnd(rest, "\r\n\r\n") : findEnd(rest, delimiter);
      if (end === -1) break;
      yield isHeader ? addFilename(rest.subarray(0, end)) : rest.subarray(0, end);
      rest = rest.subarray(end);
      isHeader = !isHeader;
    }
    const kept = isHeader ? MAX_HEADER_BYTES : delimiter.length;
    if (rest.length <= kept) continue;
    const sent = isHeader ? rest.length : rest.length - kept;
    yield rest.subarray(0, sent);
    rest = rest.subarray(sent);
    isHeader = false;
  }
  yield rest;
}

function findEnd(bytes: Buffer, needle: Buffer | string): number {
  const at = bytes.indexOf(needle);
  return at === -1 ? -1 : at + needle.length;
}

function addFilename(header: Buffer): Buffer {
  const text = header.toString("latin1");
  return Buffer.from(text.replace(/(;\s*filename=)""(?=\s*(?:;|\r\n))/i, '$1"blob"'), "latin1");
}

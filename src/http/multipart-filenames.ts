import { freeBytes } from "../foundation/byte-buffers.ts";

// busboy rejects longer part headers.
const MAX_HEADER_BYTES = 16 * 1024;

/** The next bytes of a form. */
interface FormPiece {
  bytes: Uint8Array;
  /** Whether they end the header of a part. */
  endsHeader?: boolean;
  /** The received chunk, if nothing else of it is used. It is content of the current part. */
  chunk?: Uint8Array;
}

/**
 * Sets the filename "blob" for files without one. Bun and others send a Blob without a name as
 * `filename=""`, which busboy treats as a text field and decodes. Changes part headers only, never the
 * content of a part.
 */
export async function* addMissingFilenames(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPiece> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line break before it; busboy skips these two bytes.
  let rest = Buffer.from("\r\n");
  let isHeader = false;
  for await (const chunk of chunks) {
    if (!isHeader && isContent(rest, chunk, delimiter)) {
      const sent = chunk.length - delimiter.length;
      yield { bytes: rest };
      rest = Buffer.from(chunk.subarray(sent));
      yield { bytes: chunk.subarray(0, sent), chunk };
      continue;
    }
    rest = Buffer.concat([rest, chunk]);
    freeBytes(chunk);
    for (;;) {
      const end = isHeader ? findEnd(rest, "\r\n\r\n") : findEnd(rest, delimiter);
      if (end === -1) break;
      const bytes = rest.subarray(0, end);
      yield isHeader ? { bytes: addFilename(bytes), endsHeader: true } : { bytes };
      rest = rest.subarray(end);
      isHeader = !isHeader;
    }
    const kept = isHeader ? MAX_HEADER_BYTES : delimiter.length;
    if (rest.length <= kept) continue;
    const sent = isHeader ? rest.length : rest.length - kept;
    yield { bytes: rest.subarray(0, sent) };
    rest = rest.subarray(sent);
    isHeader = false;
  }
  yield { bytes: rest };
}

/** Returns whether no delimiter ends in a chunk, whose end may begin one. `rest` are the bytes before it. */
function isContent(rest: Buffer, chunk: Uint8Array, delimiter: Buffer): boolean {
  if (chunk.length <= delimiter.length) return false;
  const border = Buffer.concat([rest, chunk.subarray(0, delimiter.length)]);
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return !border.includes(delimiter) && !bytes.includes(delimiter);
}

function findEnd(bytes: Buffer, needle: Buffer | string): number {
  const at = bytes.indexOf(needle);
  return at === -1 ? -1 : at + needle.length;
}

function addFilename(header: Buffer): Buffer {
  const text = header.toString("latin1");
  return Buffer.from(text.replace(/(;\s*filename=)""(?=\s*(?:;|\r\n))/i, '$1"blob"'), "latin1");
}

/** busboy refuses longer part headers by itself. */
const LONGEST_HEADER = 16 * 1024;

/**
 * Gives nameless files of a form the name "blob". Bun and others send a Blob without a name as
 * `filename=""`, which busboy takes for a text field and decodes as one. Only part headers are
 * touched, never what is in a part.
 */
export async function* addMissingFilenames(chunks: AsyncIterable<Uint8Array>, boundary: string) {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter may open the body, without a line before it: busboy skips these two bytes.
  let rest = Buffer.from("\r\n");
  let isHeader = false;
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = isHeader ? findEnd(rest, "\r\n\r\n") : findEnd(rest, delimiter);
      if (end === -1) break;
      yield isHeader ? named(rest.subarray(0, end)) : rest.subarray(0, end);
      rest = rest.subarray(end);
      isHeader = !isHeader;
    }
    const kept = isHeader ? LONGEST_HEADER : delimiter.length;
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

function named(header: Buffer): Buffer {
  const text = header.toString("latin1");
  return Buffer.from(text.replace(/(;\s*filename=)""(?=\s*(?:;|\r\n))/i, '$1"blob"'), "latin1");
}

/** Decodes base64 that arrives in pieces of any length. */
interface Base64Decoder {
  /** Adds the next piece. `ends` marks the last one. */
  add(text: string, ends: boolean): void;
  /**
   * Decodes into a buffer of at least three bytes and returns how many it has written; 0 if another piece is
   * needed. Throws SyntaxError if the text is malformed.
   */
  readInto(target: Uint8Array): number;
}

/** Creates a decoder of one value. */
export function createBase64Decoder(): Base64Decoder {
  let pending = "";
  let isLast = false;
  let isPadded = false;

  function add(text: string, ends: boolean): void {
    pending = pending === "" ? text : pending + text;
    isLast = ends;
  }

  function readInto(target: Uint8Array): number {
    if (isPadded && pending.trim() !== "")
      throw new SyntaxError("Unexpected base64 data after the padding.");
    const lastChunkHandling = isLast ? "loose" : "stop-before-partial";
    const { read, written } = target.setFromBase64(pending, { lastChunkHandling });
    isPadded ||= pending.slice(0, read).trimEnd().endsWith("=");
    pending = pending.slice(read);
    return written;
  }

  return { add, readInto };
}

// PNG, third edition, sections 5.2 to 5.6 and 10.1: a signature, then chunks of a length, a type, data
// and a CRC-32 of type and data. A type that starts with a capital letter is critical: it is required to
// decode the image.
const FIELD_BYTES = { signature: 8, header: 8, checksum: 4 };
const DEFLATE = 8;

/** The field that is read, the data of a chunk, or the result after the last chunk. */
type Part = keyof typeof FIELD_BYTES | "data" | "valid" | "invalid";

/** Checks a PNG that arrives in parts of any length. */
interface PngCheck {
  update(bytes: Uint8Array): void;
  /**
   * Returns whether the PNG is complete and undamaged so far: all critical chunks from IHDR to IEND have
   * valid checksums. Much faster than decoding. Ancillary chunks and bytes after IEND are ignored.
   */
  isValid(): boolean;
}

/** Returns whether a PNG is complete and undamaged. */
export function hasValidPngChecksums(png: Uint8Array): boolean {
  const check = createPngCheck();
  check.update(png);
  return check.isValid();
}

/** Creates a check of one PNG. */
export function createPngCheck(): PngCheck {
  const field = new Uint8Array(8);
  const view = new DataView(field.buffer);
  let part: Part = "signature";
  let filledBytes = 0;
  let type = "";
  /** Of the data of the current chunk. */
  let leftBytes = 0;
  let checksum = 0;
  /** The first two bytes of the pixel data. */
  const zlibHeader: number[] = [];

  function update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && part !== "valid" && part !== "invalid";) {
      const rest = bytes.subarray(at);
      at += part === "data" ? readData(rest) : readField(rest, FIELD_BYTES[part]);
    }
  }

  function readField(bytes: Uint8Array, sizeBytes: number): number {
    const taken = bytes.subarray(0, sizeBytes - filledBytes);
    field.set(taken, filledBytes);
    filledBytes += taken.length;
    if (filledBytes === sizeBytes) {
      filledBytes = 0;
      part = endField();
    }
    return taken.length;
  }

  function endField(): Part {
    if (part === "signature") return "header";
    if (part === "header") return startChunk();
    if (isCritical() && checksum !== view.getUint32(0)) return "invalid";
    if (type !== "IEND") return "header";
    return isDeflated(zlibHeader) ? "valid" : "invalid";
  }

  function startChunk(): Part {
    const isFirst = type === "";
    type = String.fromCharCode(...field.subarray(4));
    if (isFirst && type !== "IHDR") return "invalid";
    leftBytes = view.getUint32(0);
    checksum = Bun.hash.crc32(field.subarray(4));
    return leftBytes > 0 ? "data" : "checksum";
  }

  function readData(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, leftBytes);
    if (isCritical()) checksum = Bun.hash.crc32(taken, checksum);
    if (type === "IDAT" && zlibHeader.length < 2)
      zlibHeader.push(...taken.subarray(0, 2 - zlibHeader.length));
    leftBytes -= taken.length;
    if (leftBytes === 0) part = "checksum";
    return taken.length;
  }

  function isCritical(): boolean {
    return /^[A-Z]/.test(type);
  }

  return { update, isValid: () => part === "valid" };
}

/** Returns whether bytes start with a zlib header (RFC 1950, section 2.2). */
function isDeflated([method = 0, flags = 0]: number[]): boolean {
  return (method & 15) === DEFLATE && (method * 256 + flags) % 31 === 0;
}

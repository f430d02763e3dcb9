import { releaseBuffer, takeBuffer } from "../foundation/byte-buffers.ts";
import type { KeptBytes } from "../foundation/kept-bytes.ts";

/**
 * Opens the bytes of one base64 string. Called when the response body reaches it. The bytes can be read into
 * `buffer`: each chunk is encoded before the next one is requested.
 */
type OpenBytes = (buffer: Uint8Array) => Promise<AsyncIterable<Uint8Array>>;

// Several pieces of each response wait to be sent, so larger ones would take too much memory.
const PIECE_BYTES = 65_520;

/** The placeholders that a serialization has found so far, and the text that replaces each of them. */
interface Placeholders {
  separator: string;
  sources: Source[];
}

interface Source {
  open: OpenBytes;
  /** The base64, if it is in memory until the response is sent. */
  kept: KeptBytes | undefined;
}

// Those of the serialization in progress. It is synchronous, so there is only one.
let placeholders: Placeholders | undefined;

/**
 * Returns a placeholder for a base64 string in a JSON body. The bytes are read while the body is sent,
 * so a response with many images is never held in memory as a whole. `kept` is the base64 of the same bytes.
 */
export function encodeFileAsBase64(open: OpenBytes, kept?: KeptBytes): string {
  const placeholder = {
    toJSON() {
      placeholders ??= { separator: crypto.randomUUID(), sources: [] };
      placeholders.sources.push({ open, kept });
      return placeholders.separator;
    },
  };
  // Typed as what the client receives.
  return placeholder as unknown as string;
}

/** Serializes a body as JSON. Returns a generator of chunks if the body contains placeholders. */
export function toJson(body: unknown): string | AsyncGenerator<Uint8Array> {
  const { text, found } = stringify(body);
  return found === undefined ? text : fill(text.split(found.separator), found.sources);
}

function stringify(body: unknown): { text: string; found: Placeholders | undefined } {
  try {
    const text = JSON.stringify(body);
    return { text, found: placeholders };
  } finally {
    placeholders = undefined;
  }
}

async function* fill(texts: string[], sources: Source[]): AsyncGenerator<Uint8Array> {
  for (const [index, text] of texts.entries()) {
    yield Buffer.from(text);
    const source = sources[index];
    if (source !== undefined) yield* readSource(source);
  }
}

async function* readSource({ open, kept }: Source): AsyncGenerator<Uint8Array> {
  using taken = kept?.take();
  if (taken === undefined) yield* readAsBase64(open);
  else yield* taken.parts;
}

async function* readAsBase64(open: OpenBytes): AsyncGenerator<Uint8Array> {
  const buffer = takeBuffer();
  try {
    // A multiple of three, so that chunks of this size are encoded without a remainder.
    yield* encodeBase64(await open(buffer.subarray(0, buffer.length - (buffer.length % 3))));
  } finally {
    releaseBuffer(buffer);
  }
}

// Three bytes encode to four characters; a remainder of one or two bytes is prepended to the next chunk.
async function* encodeBase64(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let remainder = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const own = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = remainder.length > 0 ? Buffer.concat([remainder, own]) : own;
    const whole = bytes.length - (bytes.length % 3);
    yield* encodePieces(bytes.subarray(0, whole));
    remainder = Buffer.from(bytes.subarray(whole));
  }
  yield* encodePieces(remainder);
}

function* encodePieces(bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield Buffer.from(bytes.toString("base64", at, at + PIECE_BYTES), "latin1");
}

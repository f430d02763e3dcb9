/** Opens the bytes of one base64 string. Called when the response body reaches it. */
type OpenBytes = () => Promise<AsyncIterable<Uint8Array>>;

/** The placeholders that a serialization has found so far, and the text that replaces each of them. */
interface Placeholders {
  separator: string;
  opens: OpenBytes[];
}

// Those of the serialization in progress. It is synchronous, so there is only one.
let placeholders: Placeholders | undefined;

/**
 * Returns a placeholder for a base64 string in a JSON body. The bytes are read while the body is sent,
 * so a response with many images is never held in memory as a whole.
 */
export function encodeFileAsBase64(open: OpenBytes): string {
  const placeholder = {
    toJSON() {
      placeholders ??= { separator: crypto.randomUUID(), opens: [] };
      placeholders.opens.push(open);
      return placeholders.separator;
    },
  };
  // Typed as what the client receives.
  return placeholder as unknown as string;
}

/** Serializes a body as JSON. Returns a generator of chunks if the body contains placeholders. */
export function toJson(body: unknown): string | AsyncGenerator<Uint8Array> {
  const { text, found } = stringify(body);
  return found === undefined ? text : fill(text.split(found.separator), found.opens);
}

function stringify(body: unknown): { text: string; found: Placeholders | undefined } {
  try {
    const text = JSON.stringify(body);
    return { text, found: placeholders };
  } finally {
    placeholders = undefined;
  }
}

async function* fill(texts: string[], opens: OpenBytes[]): AsyncGenerator<Uint8Array> {
  for (const [index, text] of texts.entries()) {
    yield Buffer.from(text);
    const open = opens[index];
    if (open !== undefined) yield* encodeBase64(await open());
  }
}

// Three bytes encode to four characters; a remainder of one or two bytes is prepended to the next chunk.
async function* encodeBase64(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let remainder = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const own = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = remainder.length > 0 ? Buffer.concat([remainder, own]) : own;
    const whole = bytes.length - (bytes.length % 3);
    if (whole > 0) yield Buffer.from(bytes.toString("base64", 0, whole), "latin1");
    remainder = Buffer.from(bytes.subarray(whole));
  }
  if (remainder.length > 0) yield Buffer.from(remainder.toString("base64"), "latin1");
}

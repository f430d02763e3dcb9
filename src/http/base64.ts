/** Opens the bytes of a text in base64, when its turn has come. */
type Open = () => Promise<AsyncIterable<Uint8Array>>;

const sources = new WeakMap<object, Open>();

/**
 * Stands in a JSON body for the base64 of bytes that lie elsewhere. They are read while the body is
 * sent, so that a reply of many pictures is never whole in memory.
 */
export function encodeFileAsBase64(open: Open): string {
  const standIn = {};
  sources.set(standIn, open);
  // For the compiler it is what the client gets to see: a text.
  return standIn as unknown as string;
}

/** A body as JSON: text, or chunks to be sent one by one where parts of it lie elsewhere. */
export function toJson(body: unknown): string | AsyncGenerator<Uint8Array> {
  const opens: Open[] = [];
  const mark = crypto.randomUUID();
  const text = JSON.stringify(body, (_, value: unknown) => {
    const open = typeof value === "object" && value !== null ? sources.get(value) : undefined;
    if (open === undefined) return value;
    opens.push(open);
    return mark;
  });
  return opens.length === 0 ? text : fill(text.split(mark), opens);
}

async function* fill(texts: string[], opens: Open[]): AsyncGenerator<Uint8Array> {
  for (const [index, text] of texts.entries()) {
    yield Buffer.from(text);
    const open = opens[index];
    if (open !== undefined) yield* encode(await open());
  }
}

// Three bytes are four characters: what is left of a chunk waits for the next one.
async function* encode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([left, chunk]);
    const whole = bytes.length - (bytes.length % 3);
    if (whole > 0) yield Buffer.from(bytes.toString("base64", 0, whole), "latin1");
    left = Buffer.from(bytes.subarray(whole));
  }
  if (left.length > 0) yield Buffer.from(left.toString("base64"), "latin1");
}

import type { Exchange } from "./behaviors.ts";
import { renderBase64 } from "./images.ts";
import { createPngChunk } from "../png-chunk.ts";

interface Streaming {
  /** Of each preview. */
  sizeBytes: number;
  /** What is awaited before the preview of that number is sent, and before the end of all. */
  before?: (index: number) => unknown;
}

/**
 * Streams like the API: each preview, then the image. A preview is a real PNG that
 * contains the call's prompt and its own number, so that it can be identified.
 */
export function streaming({ sizeBytes, before }: Streaming) {
  return async ({ call, reply }: Exchange): Promise<void> => {
    const name = call.operation === "edits" ? "image_edit" : "image_generation";
    const about = { background: "opaque", output_format: "png", quality: "low", size: "1024x1024" };
    const count = Number(call.fields.partial_images ?? 0);
    const image = { width: 1024, height: 1024, format: "png", index: 0 } as const;
    const send = (type: string, b64_json: string, more: object) => {
      const data = { type: `${name}.${type}`, created_at: 1, ...about, ...more };
      const text = JSON.stringify({ ...data, b64_json: "@" }).replace("@", () => b64_json);
      return new Promise((resolve) =>
        reply.write(`event: ${data.type}\ndata: ${text}\n\n`, resolve),
      );
    };
    reply.writeHead(200, { "content-type": "text/event-stream" });
    reply.flushHeaders();
    for (let index = 0; index < count; index++) {
      await before?.(index);
      const preview = await renderWithNote(`${call.fields.prompt} ${index}`, sizeBytes);
      await send("partial_image", preview.toString("base64"), { partial_image_index: index });
    }
    await before?.(count);
    const usage = {
      input_tokens: 10,
      output_tokens: 296,
      total_tokens: 306,
      input_tokens_details: { text_tokens: 10, image_tokens: 0 },
    };
    await send("completed", await renderBase64(image), { usage });
    reply.end();
  };
}

/** Returns the note in a preview. */
export function readNote(preview: Uint8Array): string | undefined {
  return /tEXtnote\0(.*?)\0/s.exec(Buffer.from(preview.slice(0, 4096)).toString("latin1"))?.[1];
}

/** Returns a small PNG with a note and `sizeBytes` of padding. */
export async function renderWithNote(note: string, sizeBytes: number): Promise<Buffer> {
  const plain = Buffer.from(
    await renderBase64({ width: 64, height: 64, format: "png", index: 1 }),
    "base64",
  );
  const noted = createPngChunk("tEXt", Buffer.from(`note\0${note}\0`, "latin1"));
  // Notes follow the header: 8 bytes of signature and a chunk of 25 bytes.
  return Buffer.concat([plain.subarray(0, 33), noted, fillingOf(sizeBytes), plain.subarray(33)]);
}

const fillings = new Map<number, Buffer>();

/** Cached, because creating two hundred paddings of a megabyte takes a second. */
function fillingOf(sizeBytes: number): Buffer {
  const filling = fillings.get(sizeBytes) ?? createPngChunk("tEXt", Buffer.alloc(sizeBytes, "n"));
  fillings.set(sizeBytes, filling);
  return filling;
}

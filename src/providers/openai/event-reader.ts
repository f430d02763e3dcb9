import { z } from "zod";
import type { Attempt, LocalImage, ProviderRequest } from "../provider.ts";
import { createFieldScanner } from "./field-scanner.ts";
import { createImageWriter } from "./images.ts";
import type { Reader, Reply } from "./reader.ts";

const dataSchema = z.object({
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
  partial_image_index: z.number().int().nonnegative().catch(0),
});

interface Event {
  kind: "partial_image" | "completed" | undefined;
  /** The index of its image in the ImageWriter. */
  imageIndex: number | undefined;
  data: z.infer<typeof dataSchema> | undefined;
}

/** Reads `image_generation.*` and `image_edit.*` events. Passes previews on and collects final images. */
export function createEventReader(request: ProviderRequest, attempt: Attempt): Reader {
  const scanner = createFieldScanner("b64_json");
  const images: LocalImage[] = [];
  const usage: unknown[] = [];
  const { folder, signal } = attempt;
  const writer = createImageWriter({ folder, signal }, () => images.length < request.n);
  let pending = "";
  let error: unknown;

  async function read(): Promise<void> {
    pending = (pending + scanner.takeRest()).replaceAll("\r\n", "\n");
    const events = pending.split("\n\n");
    pending = events.pop() ?? "";
    for (const event of events) await handle(readEvent(event));
  }

  async function handle({ kind, imageIndex, data }: Event): Promise<void> {
    error ??= data?.error;
    if (imageIndex === undefined) return;
    const image = writer.find(imageIndex);
    if (kind === "completed" && image !== undefined && images.length < request.n) {
      images.push(image);
      usage.push(data?.usage);
      return;
    }
    if (kind === "partial_image" && image !== undefined) {
      await attempt.onPartial?.(data?.partial_image_index ?? 0, image);
    }
    await writer.discard(imageIndex);
  }

  async function finish(): Promise<Reply> {
    await read();
    // The stream may end after a final image without the blank line that terminates its event.
    await handle(readEvent(pending));
    if (images.length > 0) return { images, usage };
    const readError = new Error("The event stream ended without an image.");
    return error === undefined || error === null
      ? { images, usage, readError }
      : { images, usage, error };
  }

  return { scanner, writer, read, finish };
}

function readEvent(text: string): Event {
  const index = /"b64_json"\s*:\s*"(\d+)"/.exec(text)?.[1];
  const type = /(?:"type"\s*:\s*"|^event:\s*)image_\w+\.(partial_image|completed)\b/m.exec(
    text,
  )?.[1];
  const kind = type === "partial_image" || type === "completed" ? type : undefined;
  return {
    kind,
    imageIndex: index === undefined ? undefined : Number(index),
    data: readData(text),
  };
}

function readData(text: string): Event["data"] {
  const lines = text.split("\n").filter((line) => line.startsWith("data:"));
  try {
    const data = JSON.parse(lines.map((line) => line.slice("data:".length)).join("\n"));
    return dataSchema.safeParse(data).data;
  } catch {
    return undefined;
  }
}

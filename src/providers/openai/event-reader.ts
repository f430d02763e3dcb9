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
  /** The number under which the store knows its picture. */
  picture: number | undefined;
  data: z.infer<typeof dataSchema> | undefined;
}

/** Reads `image_generation.*` and `image_edit.*` events: hands on partial pictures, keeps final ones. */
export function createEventReader(request: ProviderRequest, attempt: Attempt): Reader {
  const scanner = createFieldScanner("b64_json");
  const images: LocalImage[] = [];
  const usage: unknown[] = [];
  const pictures = createImageWriter(attempt, () => images.length < request.n);
  let pending = "";
  let error: unknown;

  async function read(): Promise<void> {
    pending = (pending + scanner.takeRest()).replaceAll("\r\n", "\n");
    const events = pending.split("\n\n");
    pending = events.pop() ?? "";
    for (const event of events) await handle(readEvent(event));
  }

  async function handle({ kind, picture, data }: Event): Promise<void> {
    error ??= data?.error;
    if (picture === undefined) return;
    const image = pictures.find(picture);
    if (kind === "completed" && image !== undefined && images.length < request.n) {
      images.push(image);
      usage.push(data?.usage);
      return;
    }
    if (kind === "partial_image" && image !== undefined) {
      await attempt.onPartial?.(data?.partial_image_index ?? 0, image);
    }
    await pictures.discard(picture);
  }

  async function finish(): Promise<Reply> {
    await read();
    // A stream may break between a final picture and the blank line that ends its event.
    await handle(readEvent(pending));
    if (images.length > 0) return { images, usage };
    const broke = new Error("The event stream ended without a picture.");
    return error === undefined || error === null
      ? { images, usage, broke }
      : { images, usage, error };
  }

  return { scanner, pictures, read, finish };
}

function readEvent(text: string): Event {
  const picture = /"b64_json"\s*:\s*"(\d+)"/.exec(text)?.[1];
  const type = /(?:"type"\s*:\s*"|^event:\s*)image_\w+\.(partial_image|completed)\b/m.exec(
    text,
  )?.[1];
  const kind = type === "partial_image" || type === "completed" ? type : undefined;
  return {
    kind,
    picture: picture === undefined ? undefined : Number(picture),
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

import { z } from "zod";
import type { Attempt, ProviderRequest } from "../provider.ts";
import { createFieldScanner } from "./field-scanner.ts";
import { createImageWriter } from "./images.ts";
import type { Reader, Reply } from "./reader.ts";

const bodySchema = z.object({
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
  data: z
    .array(z.object({ b64_json: z.unknown().optional(), url: z.unknown().optional() }))
    .nullish(),
});
type Body = z.infer<typeof bodySchema>;

/** Reads `{"data": [{"b64_json": …}, …], "usage": …}`; pictures beyond n are passed over. */
export function createJsonReader(request: ProviderRequest, attempt: Attempt): Reader {
  const scanner = createFieldScanner("b64_json");
  const pictures = createImageWriter(attempt, (index) => index < request.n);

  async function finish(): Promise<Reply> {
    const numbers = Array.from({ length: request.n }, (_, index) => index);
    const images = numbers.map(pictures.find).filter((each) => each !== undefined);
    const text = scanner.takeRest();
    const body = parse(text);
    if (body === undefined) {
      const broke = new Error(
        `The reply is not what the Images API answers: ${text.slice(0, 200)}`,
      );
      return { images, usage: [], broke };
    }
    return { images, usage: [body.usage], ...(images.length === 0 && explain(body)) };
  }

  return { scanner, pictures, finish };
}

function parse(text: string): Body | undefined {
  try {
    return bodySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Why no picture came of a reply that can be understood. */
function explain({ error, data }: Body): Pick<Reply, "error" | "lack" | "broke"> {
  if (error !== undefined && error !== null) return { error };
  if (!data || data.length === 0) return { lack: "The image provider answered without a picture." };
  if (data.some((each) => typeof each.b64_json === "string")) {
    return { broke: new Error("No picture in the reply can be read.") };
  }
  return { lack: "The image provider answered with links where pictures were asked for." };
}

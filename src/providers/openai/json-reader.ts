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

/** Reads `{"data": [{"b64_json": …}, …], "usage": …}`. Images beyond n are skipped. */
export function createJsonReader(
  request: ProviderRequest,
  attempt: Pick<Attempt, "folder" | "signal" | "keepsBase64">,
): Reader {
  const scanner = createFieldScanner("b64_json");
  const writer = createImageWriter(attempt, (index) => index < request.n);

  async function finish(): Promise<Reply> {
    const numbers = Array.from({ length: request.n }, (_, index) => index);
    const images = numbers.map(writer.find).filter((each) => each !== undefined);
    const text = scanner.takeRest();
    const body = parse(text);
    if (body === undefined) {
      const readError = new Error(
        `The response does not conform to the Images API: ${text.slice(0, 200)}`,
      );
      return { images, usage: [], readError };
    }
    return { images, usage: [body.usage], ...(images.length === 0 && explain(body)) };
  }

  return { scanner, writer, finish };
}

function parse(text: string): Body | undefined {
  try {
    return bodySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Returns why a well-formed response contains no image. */
function explain({ error, data }: Body): Pick<Reply, "error" | "missingReason" | "readError"> {
  if (error !== undefined && error !== null) return { error };
  if (!data || data.length === 0) return { missingReason: "The image provider returned no image." };
  if (data.some((each) => typeof each.b64_json === "string")) {
    return { readError: new Error("No image in the response is valid.") };
  }
  return { missingReason: "The image provider returned links instead of image data." };
}

import { createOpenAI } from "@ai-sdk/openai";
import { generateImage } from "ai";
import OpenAI from "openai";

/** What a client of the OpenAI-compatible API received. */
export interface Received {
  generationId: string;
  image: string;
}

/** Where a client sends its requests. */
interface Target {
  /** The base URL without `/v1`. */
  url: string;
  key: string;
}

type Client = (target: Target, prompt: string) => Promise<Received>;

const MODEL = "gpt-image-2";
const MAX_RETRIES = 200;
const ID_HEADER = "x-generation-id";

/** Clients that send a request again after its connection was cut, by their names. */
export const CLIENTS: Record<"openai" | "ai" | "fetch", Client> = {
  async openai({ url, key }, prompt) {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: MAX_RETRIES });
    const { data, response } = await client.images
      .generate({ model: MODEL, prompt })
      .withResponse();
    return toReceived(response.headers.get(ID_HEADER), data.data?.[0]?.b64_json);
  },

  async ai({ url, key }, prompt) {
    const model = createOpenAI({ baseURL: `${url}/v1`, apiKey: key }).image(MODEL);
    const { image, responses } = await generateImage({ model, prompt, maxRetries: MAX_RETRIES });
    return toReceived(responses[0]?.headers?.[ID_HEADER], image.base64);
  },

  // Marks its retries in no way, and retries at once.
  async fetch({ url, key }, prompt) {
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await fetch(`${url}/v1/images/generations`, {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify({ model: MODEL, prompt }),
        });
        const body = (await response.json()) as { data?: { b64_json: string }[] };
        return toReceived(response.headers.get(ID_HEADER), body.data?.[0]?.b64_json);
      } catch (error) {
        if (attempt >= MAX_RETRIES) throw error;
      }
    }
  },
};

function toReceived(generationId: string | null | undefined, image: string | undefined): Received {
  if (!generationId || !image) throw new Error("The response has no image.");
  return { generationId, image };
}

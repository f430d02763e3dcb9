import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { ChatOpenAI, DallEAPIWrapper } from "@langchain/openai";
import { generateImage, type ImageModel } from "ai";
import { type MatrixClient, nameWithVersion, present, type Target } from "./cell.ts";

const model = "gpt-image-2";
const prompt = "a paper boat";
const size = "1024x1024";

/** Returns the AI SDK and LangChain. */
export async function listFrameworks(): Promise<MatrixClient[]> {
  const toOptions = ({ url, key }: Target) => ({ baseURL: `${url}/v1`, apiKey: key });
  return [
    {
      name: await nameWithVersion("AI SDK, @ai-sdk/openai", "@ai-sdk/openai"),
      operations: createOperations((target) => createOpenAI(toOptions(target)).image(model)),
    },
    {
      name: await nameWithVersion("AI SDK, @ai-sdk/openai-compatible", "@ai-sdk/openai-compatible"),
      operations: createOperations((target) =>
        createOpenAICompatible({ ...toOptions(target), name: "darkroom" }).imageModel(model),
      ),
    },
    {
      name: await nameWithVersion("LangChain.js, @langchain/openai", "@langchain/openai"),
      operations: {
        "images/generations": (target) => generateWithLangChain(target, "b64_json"),
        "response_format: url": (target) => generateWithLangChain(target, "url"),
        responses: respondWithLangChain,
      },
    },
  ];
}

function createOperations(
  open: (target: Target) => Exclude<ImageModel, string>,
): MatrixClient["operations"] {
  return {
    "images/generations": async (target) => {
      const { image } = await generateImage({ model: open(target), prompt, size });
      return [image.base64];
    },
    "images/edits": async (target) => {
      const input = { text: prompt, images: [target.image] };
      const { image } = await generateImage({ model: open(target), prompt: input, size });
      return [image.base64];
    },
  };
}

async function generateWithLangChain(
  { url, key }: Target,
  format: "url" | "b64_json",
): Promise<string[]> {
  const options = { baseUrl: `${url}/v1`, apiKey: key, dallEResponseFormat: format };
  const image: unknown = await new DallEAPIWrapper(options).invoke(prompt);
  return present([typeof image === "string" ? image : undefined]);
}

/** Calls the image generation tool of the Responses API through a chat model. */
async function respondWithLangChain({ url, key }: Target): Promise<string[]> {
  const options = { model: "gpt-5.6", useResponsesApi: true, apiKey: key };
  const chat = new ChatOpenAI({ ...options, configuration: { baseURL: `${url}/v1` } });
  const { contentBlocks } = await chat.invoke(prompt, { tools: [{ type: "image_generation" }] });
  const images = contentBlocks.filter(({ type }) => type === "image");
  return present(images.map((block) => ("data" in block ? String(block.data) : undefined)));
}

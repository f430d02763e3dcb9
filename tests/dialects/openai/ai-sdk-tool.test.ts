import { createOpenAI } from "@ai-sdk/openai";
import { generateText, streamText } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

async function setUp() {
  const { key } = await app.customer({ dialect: "openai" });
  const send = async (url: string | URL | Request, init?: RequestInit) =>
    app.fetch(String(url), init);
  const fetch = Object.assign(send, { preconnect: () => undefined });
  return createOpenAI({ baseURL: `${app.url}/v1`, apiKey: key, fetch });
}

/** Returns the width of the image that a result of the tool contains. */
async function readWidth(output: unknown): Promise<number> {
  const { result } = Object.assign({ result: "" }, output);
  return (await new Bun.Image(Buffer.from(result, "base64")).metadata()).width;
}

describe("the image generation tool of the AI SDK", () => {
  test("returns an image as its result", async () => {
    const openai = await setUp();
    const image_generation = openai.tools.imageGeneration({ size: "1536x1024", quality: "low" });
    const { toolResults, warnings } = await generateText({
      model: openai.responses("gpt-5.6"),
      prompt: "A paper boat",
      tools: { image_generation },
      toolChoice: { type: "tool", toolName: "image_generation" },
    });
    expect(warnings).toEqual([]);
    expect(toolResults.map(({ toolName }) => toolName)).toEqual(["image_generation"]);
    expect(await readWidth(toolResults[0]?.output)).toBe(1536);
  });

  test("edits an image of the message", async () => {
    const openai = await setUp();
    const image = await new Bun.Image(Buffer.from(PIXEL, "base64")).resize(64, 64).png().bytes();
    const { toolResults } = await generateText({
      model: openai.responses("gpt-5.6"),
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Make it green" },
            { type: "file", data: image, mediaType: "image/png" },
          ],
        },
      ],
      tools: { image_generation: openai.tools.imageGeneration({ action: "edit" }) },
    });
    expect(toolResults).toHaveLength(1);
    const call = upstream.calls.find(({ fields }) => fields.prompt === "Make it green");
    expect(call?.files).toHaveLength(1);
  });

  test("streams partial images and the finished one", async () => {
    const openai = await setUp();
    const image_generation = openai.tools.imageGeneration({ partialImages: 1 });
    const { stream } = streamText({
      model: openai.responses("gpt-5.6"),
      prompt: "A paper boat",
      tools: { image_generation },
    });
    const widths: number[] = [];
    for await (const part of stream)
      if (part.type === "tool-result") widths.push(await readWidth(part.output));
    expect(widths).toEqual([64, 1024]);
  });

  test("reports why a stream failed", async () => {
    const openai = await setUp();
    const errors: string[] = [];
    const { stream } = streamText({
      model: openai.responses("gpt-5.6"),
      prompt: "A paper boat #up:moderation",
      tools: { image_generation: openai.tools.imageGeneration() },
      onError: ({ error }) => void errors.push(String(error)),
    });
    await Array.fromAsync(stream);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("rejected by the content policy");
  });
});

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

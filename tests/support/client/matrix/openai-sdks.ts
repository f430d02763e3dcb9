import OpenAI from "openai";
import OpenAI4 from "openai-v4";
import OpenAI5 from "openai-v5";
import OpenAI6 from "openai-v6";
import { eventually } from "../../eventually.ts";
import { type MatrixClient, nameWithVersion, present, type Target, toImageFile } from "./cell.ts";

const model = "gpt-image-2";
const prompt = "a paper boat";
const size = "1024x1024";
const quality = "low";
const ENDPOINT = "/v1/images/generations";

/** The part of the SDKs that all versions have. */
interface Sdk {
  images: {
    generate(body: object): PromiseLike<{ data?: Image[] }>;
    edit(body: object): PromiseLike<{ data?: Image[] }>;
  };
  models: { list(): AsyncIterable<{ id: string }> };
  files: {
    create(body: { file: File; purpose: "vision" | "batch" }): PromiseLike<{ id: string }>;
    retrieve(id: string): PromiseLike<{ id: string }>;
    content(id: string): PromiseLike<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  };
  moderations: {
    create(body: { input: string }): PromiseLike<{ results: { flagged: boolean }[] }>;
  };
  responses: {
    create(body: object): PromiseLike<{ id: string }>;
    retrieve(id: string): PromiseLike<{ output: { type: string; result?: unknown }[] }>;
  };
}

/** The part of the versions whose batches have requests for images. */
interface BatchSdk extends Pick<Sdk, "files"> {
  batches: {
    create(body: BatchRequest): PromiseLike<Batch>;
    retrieve(id: string): PromiseLike<Batch>;
  };
}

interface BatchRequest {
  input_file_id: string;
  endpoint: typeof ENDPOINT;
  completion_window: "24h";
}

interface Batch {
  id: string;
  output_file_id?: string | null;
}

type Open<Version> = (target: Target) => Version;

interface Image {
  b64_json?: string | null;
  url?: string | null;
}

/** Returns the official JavaScript SDK in several major versions. */
export async function listOpenaiSdks(): Promise<MatrixClient[]> {
  const versions: [folder: string, open: Open<Sdk>, openBatches?: Open<BatchSdk>][] = [
    ["openai-v4", (target) => new OpenAI4(toOptions(target))],
    ["openai-v5", (target) => new OpenAI5(toOptions(target))],
    ["openai-v6", ...both((target) => new OpenAI6(toOptions(target)))],
    ["openai", ...both((target) => new OpenAI(toOptions(target)))],
  ];
  return Promise.all(
    versions.map(async ([folder, open, openBatches]) => ({
      name: await nameWithVersion("openai (JavaScript)", folder),
      operations: {
        ...createOperations(open),
        // Version 4 has no streams of images.
        ...(folder === "openai-v4" ? {} : { "stream: true": (target) => stream(open(target)) }),
        ...(openBatches && { batches: (target) => runBatch(openBatches(target)) }),
      },
    })),
  );
}

function both<Version extends Sdk & BatchSdk>(open: Open<Version>) {
  return [open, open] as const;
}

function toOptions({ url, key }: Target) {
  return { baseURL: `${url}/v1`, apiKey: key };
}

function createOperations(open: (target: Target) => Sdk): MatrixClient["operations"] {
  return {
    "images/generations": async (target) => {
      const { data } = await open(target).images.generate({ model, prompt, size, quality });
      return present((data ?? []).map((each) => each.b64_json));
    },
    "response_format: url": async (target) => {
      const { data } = await open(target).images.generate({ model: "dall-e-3", prompt });
      return present((data ?? []).map((each) => each.url));
    },
    "images/edits": async (target) => {
      const image = [toImageFile(target)];
      const { data } = await open(target).images.edit({ model, prompt, image, size, quality });
      return present((data ?? []).map((each) => each.b64_json));
    },
    models: async (target) => {
      const models = await Array.fromAsync(open(target).models.list());
      return models.map(({ id }) => id);
    },
    files: async (target) => {
      const { files } = open(target);
      const { id } = await files.create({ file: toImageFile(target), purpose: "vision" });
      const content = await (await files.content((await files.retrieve(id)).id)).arrayBuffer();
      return [Buffer.from(content).toString("base64")];
    },
    moderations: async (target) => {
      const { results } = await open(target).moderations.create({ input: `#refused ${prompt}` });
      return results.map(({ flagged }) => (flagged ? "flagged" : "not flagged"));
    },
    responses: async (target) => {
      const tools = [{ type: "image_generation", size, quality }];
      const { responses } = open(target);
      const { id } = await responses.create({ model, input: prompt, tools });
      const { output } = await responses.retrieve(id);
      return present(output.map(({ result }) => (typeof result === "string" ? result : undefined)));
    },
  };
}

async function runBatch({ files, batches }: BatchSdk): Promise<string[]> {
  const body = { model, prompt, size, quality };
  const line = JSON.stringify({ custom_id: "1", method: "POST", url: ENDPOINT, body });
  const file = new File([line], "requests.jsonl");
  const { id: input_file_id } = await files.create({ file, purpose: "batch" });
  const wanted = { input_file_id, endpoint: ENDPOINT, completion_window: "24h" } as const;
  const { id } = await batches.create(wanted);
  const outputFileId = await eventually(async () => (await batches.retrieve(id)).output_file_id, {
    message: "The batch has no output file",
  });
  const content = await (await files.content(outputFileId)).arrayBuffer();
  const { response }: { response: { body: { data: Image[] } } } = JSON.parse(
    Buffer.from(content).toString(),
  );
  return present(response.body.data.map(({ b64_json }) => b64_json));
}

async function stream({ images }: Sdk): Promise<string[]> {
  const body = { model, prompt, size, quality, stream: true, partial_images: 1 };
  // With `stream` the SDK returns events.
  const events = (await images.generate(body)) as unknown as AsyncIterable<Image>;
  const received = await Array.fromAsync(events);
  return present([received.at(-1)?.b64_json]);
}

// Run by Node inside a project that has the client installed: `node failures.mjs NAME`. Prints what the
// call of that name answers as JSON: its result, or the error that it throws.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createHubClient, createOpenaiClient, createPlusClient } from "darkroom-client";

const { URL: baseUrl, KEY: apiKey, INPUT = "{}" } = process.env;
const input = JSON.parse(INPUT);
const openai = createOpenaiClient({ baseUrl, apiKey, maxRetries: 0 });
const hub = createHubClient({ baseUrl, apiKey, maxRetries: 0 });
const request = { model: "gpt-image-2", prompt: input.prompt ?? "a hill" };
const tools = [{ type: "image_generation" }];

/** Returns options that end a call. */
const endings = {
  timeout: () => ({ timeoutMs: 500 }),
  "timeout beside a signal": () => ({ timeoutMs: 500, signal: new AbortController().signal }),
  signal() {
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(), 500);
    return { signal: aborter.signal };
  },
};

/** Makes a call that ends early in a process that collects garbage, as one with other work does. */
async function endEarly(call) {
  setFlagsFromString("--expose-gc");
  const timer = setInterval(runInNewContext("gc"), 20);
  return call(endings[input.ending]()).finally(() => clearInterval(timer));
}

const calls = {
  async streamsResponse() {
    const { prompt, headers } = input;
    const types = [];
    for await (const { type } of openai.createResponseStream({ input: prompt, tools }, { headers }))
      types.push(type);
    return types;
  },

  async streamsImage() {
    const types = [];
    const body = { prompt: input.prompt ?? "a lantern" };
    for await (const { type } of openai.createImageStream(body, input.options)) types.push(type);
    return types;
  },

  async endsStream() {
    return endEarly(async (options) => {
      for await (const _ of openai.createImageStream({ prompt: "a lantern" }, options));
    });
  },

  async endsRead() {
    return endEarly((options) => openai.listModels(options));
  },

  async endsFile() {
    const image = new ReadableStream();
    return endEarly((options) => openai.editImage({ prompt: "a hill", image }, options));
  },

  async endsUpload() {
    const plus = createPlusClient({ baseUrl, apiKey });
    return endEarly((options) => plus.uploadImage(new ReadableStream(), options));
  },

  async waits() {
    return (await hub.createImageAndWait(request, { maxRetries: 0, everyMs: 50 })).id;
  },

  async creates() {
    const body = { prompt: input.prompt, ...input.fields };
    return (await openai.createImage(body, input.options)).data.length;
  },

  async sendsMissingFile() {
    const reference_image = createReadStream("missing.png");
    return hub.createImage({ ...request, reference_image }, { maxRetries: 2 });
  },

  async storesText() {
    const file = createReadStream("requests.jsonl", "utf8");
    const { id, filename } = await openai.createFile({ file, purpose: "batch" });
    const content = await (await openai.getFileContent(id)).text();
    return { filename, isEqual: content === (await readFile("requests.jsonl", "utf8")) };
  },

  async uploads() {
    const methods = [];
    const offline = (request, init) => {
      methods.push(init?.method ?? request.method);
      return methods.at(-1) === "PUT" ? Promise.reject(new Error("cut")) : fetch(request, init);
    };
    const plus = createPlusClient({ baseUrl, apiKey, maxRetries: 0, fetch: offline });
    const { code } = await plus.uploadImage(createReadStream("boat.png")).catch((error) => error);
    return { code, methods };
  },

  async uploadsOtherType() {
    const other = { "content-type": "image/webp" };
    const altered = (request, init) =>
      fetch(request, init && { ...init, headers: { ...init.headers, ...other } });
    const plus = createPlusClient({ baseUrl, apiKey, maxRetries: 0, fetch: altered });
    return plus.uploadImage(createReadStream("boat.png"));
  },
};

const result = await calls[process.argv[2]]().then(
  (value) => ({ value }),
  ({ name, code, status, charged = null, idempotencyKey }) => ({
    error: { name, code, status, charged, idempotencyKey },
  }),
);
console.log(JSON.stringify(result));

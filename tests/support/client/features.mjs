// Run in a project that has the client installed, on several runtimes: each feature returns what the client
// answers, as JSON.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";

const { URL: baseUrl, HUB, PLUS, ART, OPENAI, EMAIL: email, PASSWORD: password } = process.env;
const model = "gpt-image-2";

/** Returns the results of all features by name. */
export async function runFeatures(client) {
  const entries = Object.entries(features).map(async ([name, feature]) => [
    name,
    await feature(client),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

const features = {
  async environment({ createHubClient }) {
    // DARKROOM_URL and DARKROOM_API_KEY are set.
    return (await createHubClient().getCredits()).object;
  },

  async files({ createHubClient, createOpenaiClient }) {
    const hub = createHubClient({ baseUrl, apiKey: HUB });
    const openai = createOpenaiClient({ baseUrl, apiKey: OPENAI });
    const bytes = await readFile("boat.png");
    const prompt = "the boat at night";
    const responses = await Promise.all([
      hub.createImage({ model, prompt, reference_image: bytes }),
      hub.createImage({ model, prompt, reference_image: createReadStream("boat.png") }),
      hub.createImage({ model, prompt, reference_image: [new Response(bytes)] }),
      hub.createImage({ model, prompt, reference_image: [new Blob([bytes]).stream(), bytes] }),
    ]);
    const edited = await openai.editImage({ prompt, image: new Uint8Array(bytes).buffer });
    return [...responses.map(({ images }) => images.length), edited.data.length];
  },

  async waiting({ createHubClient, createPlusClient, createArtClient, createOpenaiClient }) {
    const seen = [];
    const onProgress = ({ status }) => seen.push(status);
    const options = { everyMs: 50, onProgress };
    const hub = createHubClient({ baseUrl, apiKey: HUB });
    const image = await hub.createImageAndWait({ model, prompt: "a hill" }, options);
    const plus = createPlusClient({ baseUrl, apiKey: PLUS });
    const inputImageKeys = [await plus.uploadImage(createReadStream("boat.png"))];
    const edit = { type: "edit", prompt: "the boat at night", inputImageKeys };
    const edited = await plus.createGenerationAndWait(edit, { everyMs: 50 });
    const art = createArtClient({ baseUrl, apiKey: ART });
    const task = await art.createImageAndWait({ prompt: "a lake" }, { everyMs: 50 });
    const openai = createOpenaiClient({ baseUrl, apiKey: OPENAI });
    const own = { prompt: "the boat at night", image: createReadStream("boat.png") };
    const changed = await openai.editImageAndWait(own, { everyMs: 50 });
    const created = await openai.createImageAndWait({ prompt: "a hill" }, { everyMs: 50 });
    const finished = [image, edited, task, changed, created];
    return { last: seen.at(-1), statuses: finished.map(({ status }) => status) };
  },

  async errors({ createHubClient, isHubError, isPlusError, ApiError, DarkroomError }) {
    const hub = createHubClient({ baseUrl, apiKey: HUB });
    const error = await failureOf(hub.createImage({ model, prompt: "#refused" }));
    return {
      code: error.code,
      isHubError: isHubError(error),
      isPlusError: isPlusError(error),
      classes: [error instanceof ApiError, error instanceof DarkroomError],
    };
  },

  async aborting({ createHubClient, AbortError }) {
    const hub = createHubClient({ baseUrl, apiKey: HUB });
    const controller = new AbortController();
    const ids = [];
    const onProgress = ({ id }) => {
      ids.push(id);
      controller.abort("closed");
    };
    const options = { onProgress, signal: controller.signal };
    const waited = await failureOf(
      hub.createImageAndWait({ model, prompt: "#slow:30 a hill" }, options),
    );
    const called = await failureOf(
      hub.createImage({ model, prompt: "a hill" }, { ...options, idempotencyKey: "order-1" }),
    );
    const { status } = await hub.getGeneration(ids[0]);
    await hub.cancelGeneration(ids[0]);
    return {
      classes: [waited instanceof AbortError, called instanceof AbortError],
      waited: { name: waited.name, code: waited.code, cause: waited.cause },
      key: called.idempotencyKey,
      isContinued: status === "queued" || status === "running",
      polls: ids.length,
    };
  },

  async debugging({ createHubClient }) {
    const events = [];
    const failing = () => Promise.reject(new Error("no network"));
    const onDebug = (event) => events.push(event);
    const hub = createHubClient({ baseUrl, apiKey: HUB, onDebug });
    await hub.getCredits();
    const offline = createHubClient({
      ...{ baseUrl, apiKey: HUB, onDebug, maxRetries: 1, fetch: failing },
    });
    await failureOf(offline.getCredits());
    const isSecret = events.some((event) => JSON.stringify(event).includes(HUB));
    const response = events.find(({ type }) => type === "response");
    const { status, method, url } = response;
    return { types: events.map(({ type }) => type), isSecret, response: { status, method, url } };
  },

  async pages({ createAccountClient, createOpenaiClient }) {
    const account = createAccountClient({ baseUrl });
    await account.signIn({ email, password });
    const pages = [];
    const onReply = ({ url }) => pages.push(url);
    const amounts = [];
    for await (const { credits_change } of account.iterateCreditEntries({ limit: 2 }, { onReply }))
      amounts.push(credits_change);
    const openai = createOpenaiClient({ baseUrl, apiKey: OPENAI });
    const created = [];
    for (const name of ["a.png", "b.png", "c.png"]) {
      const file = new File([await readFile("boat.png")], name);
      created.push((await openai.createFile({ file, purpose: "vision" })).filename);
    }
    const files = [];
    for await (const { filename } of openai.iterateFiles({ limit: 2, order: "asc" }))
      files.push(filename);
    return { amounts, pages: pages.length, created, files };
  },
};

async function failureOf(promise) {
  return promise.then(
    () => undefined,
    (error) => error,
  );
}

// Run by Node inside a project that has the client installed: `node scenarios.mjs NAME`. Prints what
// the scenario answers as JSON.
import { createReadStream, openAsBlob } from "node:fs";
import {
  createAccountClient,
  createArtClient,
  createHubClient,
  createOpenaiClient,
  createPlusClient,
  verifyLegacySignature,
  verifyWebhook,
} from "darkroom-client";

const { URL: baseUrl, KEY: apiKey, INPUT } = process.env;
const input = INPUT === undefined ? undefined : JSON.parse(INPUT);
const model = "gpt-image-2";
const replies = [];
const onReply = ({ status, url }) => replies.push({ status, url });
const hub = (options) => createHubClient({ baseUrl, apiKey, onReply, ...options });

const scenarios = {
  async draws() {
    const { status, images } = await hub().createImage({ model, prompt: "a hill", n: 2 });
    return { status, count: images.length };
  },

  async waits() {
    const seen = [];
    const request = { model, prompt: "a hill", async: true, ...input };
    const accepted = await hub().createImage(request);
    const onProgress = ({ status }) => seen.push(status);
    const ended = await hub().waitFor(accepted, { onProgress, everyMs: 50 });
    const again = await hub().waitFor(accepted.id);
    const known = await hub({ fetch: () => Promise.reject(new Error("not asked")) }).waitFor(ended);
    return { accepted, seen, ended, again, known, replies };
  },

  async stopsWaiting() {
    const { id } = await hub().createImage({ model, prompt: "#slow:600 a hill", async: true });
    const fault = await faultOf(hub().waitFor(id, { signal: AbortSignal.timeout(200) }));
    const after = (await hub().getGeneration(id)).status;
    const hasty = hub({ timeoutMs: 200, maxRetries: 0 });
    const late = await faultOf(hasty.createImage({ model, prompt: "#slow:600 a hill" }));
    return { fault, after, late };
  },

  async fails() {
    const accepted = await hub().createImage({ model, prompt: "#fail", async: true });
    return {
      key: await faultOf(hub({ apiKey: "gih_live_no" }).getCredits()),
      field: await faultOf(hub().createImage({ model, prompt: "" })),
      sync: await faultOf(hub().createImage({ model, prompt: "#fail" })),
      waited: await faultOf(hub().waitFor(accepted)),
      unreachable: await faultOf(
        hub({ baseUrl: "http://127.0.0.1:1", maxRetries: 1 }).listModels(),
      ),
      replies,
    };
  },

  async buys() {
    const { id } = await hub().createImage({ model, prompt: "a hill" });
    return { id, replies };
  },

  async sendsStreams() {
    const reference_image = createReadStream("boat.png");
    const { id } = await hub().createImage({ model, prompt: "a hill", reference_image });
    return { id, replies };
  },

  async tries() {
    const began = performance.now();
    const delaysMs = [];
    const onDebug = ({ delayMs }) => delayMs !== undefined && delaysMs.push(delayMs);
    const fault = await faultOf(hub({ ...input, onDebug }).listModels());
    return { fault, delaysMs, seconds: (performance.now() - began) / 1000, replies };
  },

  async writes() {
    const account = createAccountClient({ baseUrl });
    await account.signIn(input);
    return faultOf(account.createKey({ dialect: "hub" }));
  },

  async streams() {
    const openai = createOpenaiClient({ baseUrl, apiKey });
    const events = [];
    const request = { prompt: input.prompt, partial_images: 2 };
    const stream = openai.createImageStream(request, { idempotencyKey: input.key });
    const read = async () => {
      for await (const { type } of stream) events.push(type);
    };
    return { fault: await faultOf(read()), events };
  },

  async uploads() {
    const plus = createPlusClient({ baseUrl, apiKey });
    const key = await plus.uploadImage(await openAsBlob("boat.png"));
    const request = { type: "edit", prompt: "the boat at night", inputImageKeys: [key] };
    const { status, type } = await plus.waitFor(await plus.createGeneration(request));
    return { status, type, fault: await faultOf(plus.uploadImage(new Blob(["no picture"]))) };
  },

  async sendsForms() {
    const boat = await openAsBlob("boat.png");
    const openai = createOpenaiClient({ baseUrl, apiKey });
    const edited = await openai.editImage({ image: [boat, boat], prompt: "two boats", n: 1 });
    return edited.data.length;
  },

  async makesTasks() {
    const art = createArtClient({ baseUrl, apiKey });
    const task = await art.createImage({ prompt: "a tea house" });
    return (await art.waitFor(task.id, { everyMs: 50 })).status;
  },

  async keepsAccounts() {
    const account = createAccountClient({ baseUrl });
    const { email } = await account.signUp(input);
    const before = await account.listKeys();
    const { id } = await account.createKey({ dialect: "art" });
    await account.revokeKey(id);
    const table = await account.exportUsage();
    const { credits } = await account.getCredits();
    await account.signOut();
    return { email, before, table, credits, fault: await faultOf(account.getAccount()) };
  },

  async watches() {
    const account = createAccountClient({ baseUrl });
    await account.signIn(input);
    const prompt = "#slow:0.3 a hill";
    const reference_image = [await openAsBlob("boat.png")];
    const body = { model, prompt, quality: "1K", reference_image };
    const { id } = await account.createGeneration(body);
    const seen = [];
    for await (const { status } of account.watchGeneration(id)) seen.push(status);
    const sent = await account.getGenerationInput(id, 0);
    return { seen, size: sent.size, type: sent.type };
  },

  async verifies() {
    const { secret, delivery } = input;
    const { body, headers } = delivery;
    const old = { ...headers, "webhook-timestamp": String(headers["webhook-timestamp"] - 3600) };
    const verify = (changed, options) =>
      verifyWebhook({ body, headers, secret, ...changed }, options);
    return {
      event: (await verify({})).event,
      bytes: (await verify({ body: new TextEncoder().encode(body) })).event,
      changed: await faultOf(verify({ body: `${body} ` })),
      stranger: await faultOf(verify({ secret: `whsec_${btoa("another secret")}` })),
      nothing: await faultOf(verify({ secret: undefined })),
      unsigned: await faultOf(verify({ headers: new Headers() })),
      old: await faultOf(verify({ headers: old })),
      impatient: await faultOf(verify({}, { toleranceSeconds: -1 })),
      seed: await verifyLegacySignature({ body, headers: new Headers(headers), secret }),
      seedChanged: await verifyLegacySignature({ body: `${body} `, headers, secret }),
      seedStranger: await verifyLegacySignature({ body, headers, secret: "whsec_c29tZWJvZHk=" }),
      seedUnsigned: await verifyLegacySignature({ body, headers: {}, secret }),
    };
  },
};

/** What a promise is refused with, as JSON shows it; undefined where it is kept. */
async function faultOf(promise) {
  try {
    await promise;
    return undefined;
  } catch (error) {
    const {
      name,
      code,
      status,
      requestId,
      charged = null,
      retryAfterSeconds,
      idempotencyKey,
    } = error;
    return { name, code, status, requestId, charged, retryAfterSeconds, idempotencyKey };
  }
}

console.log(JSON.stringify(await scenarios[process.argv[2]]()));

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samples } from "../../generated/docs.ts";
import { languages } from "../../src/docs/languages.ts";
import { guides } from "../../src/docs/pages.ts";
import { fillSample } from "../../src/docs/samples.ts";
import { signUp, type AccountClient } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { SENDERS } from "../support/curl.ts";
import { fillVariables, readCodeBlocks } from "../support/docs-samples.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { uploadFile, signUpload } from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { canRun } from "../support/requirement.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

const root = join(import.meta.dir, "../..");
// curl itself if it is installed, because it parses the published options.
const [[, send] = ["none", undefined]] = SENDERS;
const hasPython = canRun(Bun.which("python3") !== null, {
  name: "the samples of the guides in Python",
  reason: "python3 is not installed",
});

let folder: string;
let image: Buffer<ArrayBuffer>;
let receiver: Receiver;
let app: App;
let person: AccountClient;
let customers: Record<"hub" | "plus" | "art", Customer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-guides-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(join(root, "generated/client"), join(folder, "node_modules/darkroom-client"));
  await symlink(join(root, "node_modules/openai"), join(folder, "node_modules/openai"));
  const drawing = { width: 64, height: 64, format: "png", index: 0 } as const;
  image = Buffer.from(await renderBase64(drawing), "base64");
  await Bun.write(join(folder, "product.png"), image);
  receiver = startReceiver();
  receiver.answer("/product.png", () => {
    return new Response(image, { headers: { "content-type": "image/png" } });
  });
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  person = await signUp(app);
  customers = {
    hub: await app.customer({ dialect: "hub" }),
    plus: await app.customer({ dialect: "plus" }),
    art: await app.customer({ dialect: "art" }),
  };
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
  await rm(folder, { recursive: true });
});

/** What a sample prints, or the status and body of its response; `hub` is the API of its key. */
interface Expected {
  api?: "hub" | "plus" | "art";
  output: RegExp;
}

const URL_OF_IMAGE = /^http\S+\.(?:png|webp)\b/;
const ACCEPTED = /^202 .*"status":"queued"/;
const CREATED_TASK = /^200 .*"status":"pending"/;

/** Every file of src/docs/samples. A sample without an entry fails. */
const EXPECTED: Record<string, Expected> = {
  "background.client.mjs": { output: /^(?:(?:queued|running|succeeded)\n)+http\S+\.png$/ },
  "background.fetch.mjs": { output: /^succeeded \[/ },
  "background.sh": { output: ACCEPTED },
  "background.urllib.py": { output: /^succeeded \['http/ },
  "batch.openai.mjs": { output: /^image-\d http\S+\.png\nimage-\d http\S+\.png$/ },
  "cancel.client.mjs": { output: /^(?:canceled|running) 0$/ },
  "cancel.sh": { output: /^200 .*"status":"(?:canceled|running)"/ },
  "continue.openai.mjs": { output: /^completed edit$/ },
  "credits.client.mjs": { output: /^\d+ \d+$/ },
  "credits.sh": { output: /^200 .*"object":"credit_balance"/ },
  "edit.openai.mjs": { output: /^\d{4,}$/ },
  "edit.urllib.py": { output: /^\d{4,}$/ },
  "edit.sh": { output: /^200 .*"b64_json":/ },
  "generate.client.mjs": { output: /^http\S+\.png 8$/ },
  "generate.openai.mjs": { output: URL_OF_IMAGE },
  "generate.urllib.py": { output: /^http\S+\.png 8$/ },
  "generate.sh": { output: /^200 .*"url":"http\S+\.png".*"credits":8/ },
  "handle-errors.client.mjs": { output: /^422 contentBlocked false [\w-]{36}$/ },
  "handle-errors.openai.mjs": { output: /^400 moderation_blocked [\w-]{36}$/ },
  "handle-errors.urllib.py": { output: /^422 contentBlocked [\w-]{36}$/ },
  "image-url.client.mjs": { api: "art", output: URL_OF_IMAGE },
  "image-url.sh": { api: "art", output: CREATED_TASK },
  "list-models.client.mjs": { output: /gpt-image-2: 8 credits/ },
  "list-models.openai.mjs": { output: /^gpt-image-2$/m },
  "list-models.urllib.py": { output: /^gpt-image-2: 8 credits$/m },
  "list-models.sh": { output: /^200 .*"id":"gpt-image-2"/ },
  "poll.sh": { output: /^200 .*"status":"(?:queued|running|succeeded)"/ },
  "receive.client.mjs": { output: /^$/ },
  "reference.client.mjs": { output: URL_OF_IMAGE },
  "reference.sh": { output: /^200 .*"status":"succeeded"/ },
  "refused.sh": { output: /^422 .*"code":"contentBlocked"/ },
  "register.client.mjs": { output: /^[\w-]{36} whsec_/ },
  "register.sh": { output: /^201 .*"secret":"whsec_/ },
  "respond.openai.mjs": { output: /^1536x1024 \d{4,}$/ },
  "retry.client.mjs": { output: /^true$/ },
  "retry.openai.mjs": { output: URL_OF_IMAGE },
  "retry.urllib.py": { output: /^True$/ },
  "retry.sh": { output: /^200 .*"status":"succeeded"/ },
  "stream.openai.mjs": { output: /image_generation.completed \d{4,}$/ },
  "stream.urllib.py": { output: /image_generation.completed \d{4,}$/ },
  "submit.client.mjs": { api: "plus", output: URL_OF_IMAGE },
  "submit.sh": { api: "plus", output: ACCEPTED },
  "task.client.mjs": { api: "art", output: URL_OF_IMAGE },
  "task.fetch.mjs": { api: "art", output: /^succeeded \[/ },
  "task.sh": { api: "art", output: CREATED_TASK },
  "upload-edit.sh": { api: "plus", output: ACCEPTED },
  "upload-put.sh": { api: "plus", output: /^200 $/ },
  "upload-sign.sh": { api: "plus", output: /^200 .*"headers":\{"Content-Type":"image\/png"/i },
  "upload.client.mjs": { api: "plus", output: URL_OF_IMAGE },
  "upload.fetch.mjs": { api: "plus", output: /^[\w-]{36}$/ },
  "upload.urllib.py": { api: "plus", output: /^[\w-]{36}$/ },
};

/** Samples that webhook-samples.test.ts runs, because they are functions and not programs. */
const RUN_ELSEWHERE = ["verify.mjs", "verify.py", "verify.go"];

describe("the samples of the guides", () => {
  test("are the files of src/docs/samples, the same in every language, and each has a test", async () => {
    const published = await listPublishedBlocks("en");
    const texts = Object.values(samples).map(fillIn);
    const programs = published.filter(({ kind }) => kind !== "http" && kind !== "json");
    for (const { guide, code } of programs)
      expect({ guide, code, isSample: texts.includes(code) }).toMatchObject({ isSample: true });
    const unpublished = Object.keys(samples).filter(
      (name) => !published.some(({ code }) => code === fillIn(samples[name] ?? "")),
    );
    expect(unpublished).toEqual([]);
    const tested = [...Object.keys(EXPECTED), ...RUN_ELSEWHERE].toSorted();
    expect(Object.keys(samples).toSorted()).toEqual(tested);
    for (const language of languages)
      expect(await listPublishedBlocks(language)).toEqual(published);
  });

  test.each(Object.entries(EXPECTED).filter(([name]) => hasPython || !name.endsWith(".py")))(
    "%s succeeds",
    async (name, { api = "hub", output }) => {
      const code = fillIn(samples[name] ?? "")
        .replace("https://example.com/product.png", receiver.url("/product.png"))
        .replace("https://your-app.com/hooks/images", receiver.url("/hook"));
      const run = name.endsWith(".sh") ? runCommand : runProgram;
      expect(await run(name, code, customers[api])).toMatch(output);
    },
  );

  test("batch.openai.mjs prints why all requests of a batch have failed", async () => {
    const name = "batch.openai.mjs";
    const customer = await app.customer({ dialect: "openai", credits: 0 });
    const output = await runProgram(name, fillIn(samples[name] ?? ""), customer);
    const code = "credit_balance_exhausted";
    expect(output).toBe(`image-0 ${code}\nimage-1 ${code}`);
  });

  test("receive.client.mjs accepts a real delivery and rejects a forged one", async () => {
    const hook = await registerEndpoint(person, receiver.url("/guide"));
    await sendTest(person, hook.id, "generation.succeeded");
    const [delivery] = await receiver.wait("/guide", 1);
    await Bun.write(join(folder, "receive.mjs"), fillIn(samples["receive.client.mjs"] ?? ""));
    await Bun.write(join(folder, "deliver.mjs"), DELIVER);
    const args = [delivery, { ...delivery, body: "{}" }].map((each) => JSON.stringify(each));
    const command = [process.execPath, "deliver.mjs", ...args];
    expect(await spawn(command, { WEBHOOK_SECRET: hook.secret })).toMatch(
      /ok\nWebhookError wrong_signature$/,
    );
  });
});

const DELIVER = `
import { POST } from "./receive.mjs";
for (const { body, headers } of process.argv.slice(2).map((each) => JSON.parse(each))) {
  const request = new Request("http://127.0.0.1/hook", { method: "POST", body, headers });
  const answer = await POST(request).then(
    (response) => response.text(),
    (error) => error.constructor.name + " " + error.code,
  );
  console.log(answer);
}
`;

/** The code blocks of all guides, each with its guide. */
async function listPublishedBlocks(language: string) {
  const pages = guides.map(async (guide) => {
    const blocks = await readCodeBlocks(app, guide, language);
    return blocks.map(({ kind, code, label }) => ({ guide, kind, label, code: code.trim() }));
  });
  return (await Promise.all(pages)).flat();
}

/** A sample as a page shows it. */
function fillIn(text: string): string {
  return fillSample(text, app.url).trim();
}

async function runProgram(name: string, code: string, { key }: Customer): Promise<string> {
  await Bun.write(join(folder, name), code);
  const { email, password } = person;
  const values = { API_KEY: key, EMAIL: email, PASSWORD: password, ...(await createId(name)) };
  return spawn([name.endsWith(".py") ? "python3" : process.execPath, name], values);
}

/** Runs a curl command; returns the status and the body of the response. */
async function runCommand(name: string, code: string, customer: Customer): Promise<string> {
  const values = {
    API_KEY: customer.key,
    SESSION: person.cookie.slice(person.cookie.indexOf("=") + 1),
    ...(await createId(name)),
    ...(name === "upload-put.sh" && { UPLOAD_URL: (await signUpload(customer, image.length)).url }),
  };
  const uploadKey = name === "upload-edit.sh" ? (await uploadFile(customer, image)).key : "";
  const command = fillVariables(code, values)
    .replace("482113", String(image.length))
    .replace("UPLOAD_KEY", uploadKey);
  const reply = await send?.(command, folder);
  return `${reply?.status} ${await reply?.text()}`;
}

/** Starts a generation for the samples that need one. */
async function createId(name: string): Promise<Record<string, string>> {
  if (!/^(?:poll|cancel)\./.test(name)) return {};
  const request = { prompt: "a hill #slow:30", async: true };
  const { body } = await createHubGeneration(customers.hub, app.url, request);
  return { GENERATION_ID: body.id ?? "" };
}

async function spawn(command: string[], values: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...values };
  const child = Bun.spawn(command, { cwd: folder, env, stdout: "pipe", stderr: "pipe" });
  const [output, fault] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${output}${fault}`);
  return output.trim();
}

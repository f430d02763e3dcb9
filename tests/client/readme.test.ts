import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import ts from "typescript";
import { type App, startApp } from "../support/app.ts";
import { createProject, type Project, findTypeErrors } from "../support/client/project.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

const root = join(import.meta.dir, "../..");
const readme = await Bun.file(join(root, "generated/client/README.md")).text();
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
  ([, kind = "", code = ""], index) => ({
    kind,
    code,
    name: `block-${index}`,
    title: titleAt(code),
  }),
);
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;
const programs = blocks.filter(({ kind }) => kind === "ts");

let app: App;
let project: Project;
let receiver: Receiver;
let ada: AccountClient;
let env: Record<string, string>;

beforeAll(async () => {
  receiver = startReceiver();
  [app, project] = await Promise.all([
    startApp({ env: { OUTBOUND_ALLOW: receiver.host } }),
    createProject(),
  ]);
  ada = await signUp(app, { email: "ada@example.com", password: "correct horse battery" });
  const customers = await Promise.all(
    (["hub", "plus", "art", "openai"] as const).map(async (dialect) => [
      `${dialect.toUpperCase()}_KEY`,
      (await app.customer({ dialect })).key,
    ]),
  );
  env = { DARKROOM_URL: app.url, ...Object.fromEntries(customers) };
  await Bun.write(
    join(project.folder, "boat.png"),
    Buffer.from(await renderBase64(boat), "base64"),
  );
  for (const { name, code } of programs) await Bun.write(join(project.folder, `${name}.mts`), code);
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
  await project.remove();
});

test("the client's README installs the package by its name", async () => {
  const { name } = await Bun.file(join(root, "generated/client/package.json")).json();
  const shell = blocks.filter(({ kind }) => kind !== "ts");
  expect(shell.map(({ kind, code }) => [kind, code])).toEqual([["sh", `npm install ${name}\n`]]);
});

test("the programs of the client's README and the package's types pass strict type checks", async () => {
  expect(await findTypeErrors(project.folder, ["*.mts"])).toEqual([]);
});

test("the programs of the client's README run on Node.js and print what it says", async () => {
  const run = async ({ name, code, title }: (typeof programs)[number]) => {
    await Bun.write(join(project.folder, `${name}.mjs`), withoutTypes(code));
    return [title, (await project.node(`${name}.mjs`, [], env)).join("\n")];
  };
  const alone = programs.filter(({ title }) => title !== "Webhooks");
  const printed = Object.fromEntries(await Promise.all(alone.map(run)));
  const promised = Object.entries(PROMISED).map(([title, said]) => [
    title,
    expect.stringMatching(said),
  ]);
  expect(printed).toEqual(Object.fromEntries(promised));
});

test("the webhook receiver of the client's README runs on Node.js and detects duplicates", async () => {
  const program = programs.find(({ title }) => title === "Webhooks") ?? expect.unreachable();
  const hook = await registerEndpoint(ada, receiver.url("/readme"));
  await sendTest(ada, hook.id);
  const [delivery] = await receiver.wait("/readme", 1);
  await Bun.write(join(project.folder, "webhooks.mjs"), withoutTypes(program.code));
  await Bun.write(join(project.folder, "receive.mjs"), RECEIVE);
  const args = [delivery, delivery, { ...delivery, body: "{}" }].map((each) =>
    JSON.stringify(each),
  );
  const lines = await project.node("receive.mjs", args, { WEBHOOK_SECRET: hook.secret });
  expect(lines.slice(-3)).toEqual(["ok", "duplicate", "wrong_signature"]);
});

const RECEIVE = `
import { POST } from "./webhooks.mjs";
const texts = [];
for (const delivery of process.argv.slice(2).map((each) => JSON.parse(each))) {
  const { body, headers } = delivery;
  const request = new Request("http://127.0.0.1/hook", { method: "POST", body, headers });
  texts.push(await (await POST(request)).text());
}
console.log(texts.join("\\n"));
`;

const PROMISED: Record<string, RegExp> = {
  "Generate an image": /^http:\S+\.png 8 of \d+ credits$/,
  "Create and wait": /^(?:[\w-]{36} \w+\n)+1$/,
  "In the background": /^(?:(?:queued|running|succeeded)\n)+1$/,
  "Reference images": /^http:\S+\.png$/,
  Errors: /^Please rephrase the prompt. \([\w-]{36}\)$/,
  Retries: /^true$/,
  Lists: /^0$/,
  Streams: /^\d{4,}$/,
  Uploads: /^1$/,
  Tasks: /^http:\S+\.png$/,
  "The account": /^gih_live_ 0$/,
};

function titleAt(code: string): string {
  const before = readme.slice(0, readme.indexOf(code));
  return [...before.matchAll(/^## (.*)$/gm)].at(-1)?.[1] ?? "";
}

function withoutTypes(code: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

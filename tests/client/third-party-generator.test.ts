import { afterAll, beforeAll, expect, test } from "bun:test";
import { createClient } from "@hey-api/openapi-ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documents } from "../../generated/docs.ts";
import { type App, startApp } from "../support/app.ts";
import { findTypeErrors } from "../support/client/project.ts";

/** What somebody writes who has generated a client of each API with a generator of his own. */
const PROGRAM = `
import * as account from "./account";
import * as art from "./art";
import * as hub from "./hub";
import * as openai from "./openai";
import * as plus from "./plus";

const { URL: baseUrl = "", HUB = "", PLUS = "", ART = "", OPENAI = "" } = process.env;
const prompt = "a hill";
const throwOnError = true;

const image = await hub.createImage({
  baseUrl, auth: HUB, throwOnError, body: { model: "gpt-image-2", prompt },
});
const refused = await hub.createImage({
  baseUrl, auth: HUB, body: { model: "gpt-image-2", prompt: "#blocked" },
});
const accepted = await plus.createGeneration({ baseUrl, auth: PLUS, throwOnError, body: { prompt } });
const path = { id: accepted.data.generationId };
const generation = await plus.getGeneration({ baseUrl, auth: PLUS, throwOnError, path });
const task = await art.createImage({ baseUrl, auth: ART, throwOnError, body: { prompt } });
const made = await openai.createImage({ baseUrl, auth: OPENAI, throwOnError, body: { prompt } });
const state = await account.getAuthState({ baseUrl, throwOnError });

console.log(JSON.stringify({
  image: image.data.images[0]?.width,
  refused: refused.error?.error.code,
  generation: generation.data.type,
  task: task.data.object,
  made: "data" in made.data ? made.data.data.length : 0,
  state: state.data,
}));
`;

let app: App;
let folder: string;

beforeAll(async () => {
  app = await startApp();
  folder = await mkdtemp(join(tmpdir(), "darkroom-foreign-"));
  for (const dialect of Object.keys(documents)) {
    await createClient({
      input: `${app.url}/openapi/${dialect}.json`,
      output: join(folder, dialect),
      logs: { level: "silent" },
      plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
    });
  }
  await Bun.write(join(folder, "program.ts"), PROGRAM);
});

afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true });
});

test("a third-party generator creates valid clients from all published documents", async () => {
  // What the generator writes around the documents does not pass more than `strict`.
  const options = { module: "Preserve", exactOptionalPropertyTypes: false };
  expect(await findTypeErrors(folder, ["**/*.ts"], options)).toEqual([]);
});

test("a client of a third-party generator calls the API", async () => {
  const keys = await Promise.all(
    (["hub", "plus", "art", "openai"] as const).map(async (dialect) => [
      dialect.toUpperCase(),
      (await app.customer({ dialect })).key,
    ]),
  );
  const env = { PATH: process.env.PATH, URL: app.url, ...Object.fromEntries(keys) };
  const child = Bun.spawn([process.execPath, "program.ts"], { cwd: folder, env, stdout: "pipe" });
  expect(await new Response(child.stdout).json()).toEqual({
    image: expect.any(Number),
    refused: "contentBlocked",
    generation: "text2img",
    task: "image.generation",
    made: 1,
    state: expect.objectContaining({ sign_up_open: true }),
  });
});

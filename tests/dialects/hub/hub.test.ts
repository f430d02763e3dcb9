import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { validateResponse } from "../../support/contract-validator.ts";
import { readCommand, type Send, SENDERS } from "../../support/curl.ts";
import { findViolations } from "../../support/invariants.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { untilAvailable } from "../../support/until-available.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const fixtures = join(import.meta.dir, "../../fixtures/hub");
/** Values in the published requests and responses that differ for each customer. */
const BASE_URL = "https://your-domain.com";
const KEY = "gih_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const GENERATION = "clx_generation_log_id";
/** Fields whose values differ for each call. */
const VARIABLE: Record<string, RegExp> = {
  id: /^[0-9a-f-]{36}$/,
  url: /^http:\/\/127\.0\.0\.1:\d+\/files\/generations\/[\w/-]+\.png$/,
  created_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
};
/** The status and the documented response of each published request. */
const REPLIES: Record<string, [status: number, reply: string]> = {
  models: [200, "models"],
  credits: [200, "credits"],
  "json-call": [200, "succeeded"],
  "json-request": [200, "succeeded"],
  "reference-call": [200, "succeeded"],
  "reference-request": [200, "succeeded"],
  "async-task": [202, "queued"],
  "get-generation": [200, "generation"],
};

let folder: string;
let upstream: Upstream;
const apps: Record<string, App> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-curl-"));
  const image = { width: 512, height: 512, format: "png", index: 0 } as const;
  await Bun.write(join(folder, "reference.png"), Buffer.from(await renderBase64(image), "base64"));
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  apps.new = await startApp({ env });
  apps.old = await startApp({ env });
  // The older documents price every image at one credit; prices are data of the operator.
  await apps.old.ctx.db.query("update prices set credits = 1 where dialect = 'hub'", []);
});

afterAll(async () => {
  for (const app of Object.values(apps)) {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
  }
  await upstream.stop();
  await rm(folder, { recursive: true });
});

for (const path of [...new Bun.Glob("*/*.sh").scanSync(fixtures)].toSorted()) {
  const [language = "", name = ""] = path.replace(".sh", "").split("/");
  for (const [sender, send] of SENDERS) {
    test.concurrent(
      `${language}: ${name} with ${sender} gets the documented response`,
      async () => {
        const app = getApp(language);
        const customer = await app.customer({ credits: 120 });
        const id = name === "get-generation" ? await generate(language, customer) : GENERATION;
        const [status, documented] = REPLIES[name] ?? [0, ""];
        const reply = await run(app, { path, customer, id, send });
        expect(reply.status).toBe(status);
        const response = await reply.json();
        const expected = await Bun.file(join(fixtures, language, `${documented}.json`)).text();
        expectLike(response, JSON.parse(fill(expected, app, { id: response.id })));
        for (const image of response.images ?? []) await expectImage(image.url);
      },
    );
  }
}

describe("the documented error example is correct in", () => {
  test.each(["zh-hans", "zh-hant", "tr"])("%s", async (language) => {
    const customer = await getApp(language).customer();
    const reply = await customer.call("/api/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const { error } = await reply.json();
    const documented = await Bun.file(join(fixtures, language, "error.json")).json();
    expect([reply.status, error.code]).toEqual([400, documented.error.code]);
    expect(error.message).toBeString();
  });
});

test("every language publishes all its requests, and each of them is sent", () => {
  const found = [...new Bun.Glob("*/*.sh").scanSync(fixtures)].toSorted();
  const async = ["async-task"];
  const rest = Object.keys(REPLIES).filter((name) => !async.includes(name));
  const of = (language: string, names: string[]) => names.map((name) => `${language}/${name}.sh`);
  const expected = [
    ...of("zh-hans", rest),
    ...of("zh-hant", [...rest, ...async]),
    ...of("tr", [...rest, ...async]),
  ];
  expect(found).toEqual(expected.toSorted());
});

function getApp(language: string): App {
  const app = apps[language === "zh-hans" ? "old" : "new"];
  if (app === undefined) throw new Error("The apps have not started.");
  return app;
}

interface Run {
  path: string;
  customer: Customer;
  id: string;
  send: Send;
}

async function run(app: App, { path, customer, id, send }: Run): Promise<Response> {
  const text = await Bun.file(join(fixtures, path)).text();
  const command = fill(text, app, { id, key: customer.key });
  const reply = await untilAvailable(() => send(command, folder));
  const { method, url } = readCommand(command);
  await validateResponse(new Request(url, { method }), reply);
  return reply;
}

async function generate(language: string, customer: Customer): Promise<string> {
  const path = `${language}/json-request.sh`;
  const [[, send] = ["", undefined]] = SENDERS;
  if (send === undefined) throw new Error("No sender is configured.");
  const reply = await run(getApp(language), { path, customer, id: "", send });
  return (await reply.json()).id;
}

function fill(text: string, app: App, given: { id?: string; key?: string }): string {
  return text
    .replaceAll(BASE_URL, app.url)
    .replaceAll(KEY, given.key ?? KEY)
    .replaceAll(GENERATION, given.id ?? GENERATION);
}

/** Expects every documented field with the documented value; variable fields match their pattern. */
function expectLike(response: unknown, documented: unknown, path = "reply"): void {
  const pattern = VARIABLE[path.split(".").at(-1) ?? ""];
  if (typeof documented !== "object" || documented === null) {
    const isVariable = pattern?.test(String(response));
    expect({ [path]: isVariable ? documented : response }).toEqual({ [path]: documented });
    return;
  }
  if (Array.isArray(documented)) expect(response).toHaveLength(documented.length);
  for (const [name, value] of Object.entries(documented)) {
    expectLike(Object(response)[name], value, `${path}.${name}`);
  }
}

async function expectImage(url: string): Promise<void> {
  const reply = await fetch(url);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "image/png"]);
  const { width, height } = await new Bun.Image(await reply.arrayBuffer()).metadata();
  expect([width, height]).toEqual([1024, 1024]);
}

import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import newman from "newman";
import { type App, type Customer, startApp } from "./support/app.ts";
import { endOf } from "./support/plus.ts";
import { drawBase64 } from "./support/upstream/pictures.ts";
import { startUpstream, type Upstream } from "./support/upstream.ts";

const house = join(import.meta.dir, "..");
/** How each API makes the generation that its collection then reads, and what names it. */
const CREATES = {
  hub: ["/api/v1/images/generations", { model: "gpt-image-2", prompt: "x", async: true }, "id"],
  plus: ["/api/v1/generate", { prompt: "x" }, "generationId"],
  art: ["/api/v1/images/generations", { model: "gpt-image-2", prompt: "x" }, "id"],
} as const;

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let upstream: Upstream;
let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-postman-"));
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
  await rm(folder, { recursive: true });
});

test.each(["hub", "plus", "art"] as const)(
  "every request of the %s collection succeeds",
  async (dialect) => {
    const customer = await app.customer({ dialect });
    const id = await create(customer, dialect);
    const { collection, requests } = await fill(dialect, id);
    const answers = await run(collection, customer);
    expect(answers.map(({ name }) => name).toSorted()).toEqual(requests.toSorted());
    expect(answers.filter(({ status }) => status < 200 || status > 299)).toEqual([]);
  },
  15_000,
);

async function create(customer: Customer, dialect: keyof typeof CREATES): Promise<string> {
  const [path, body, name] = CREATES[dialect];
  const headers = { "content-type": "application/json" };
  const reply = await customer.call(path, { method: "POST", headers, body: JSON.stringify(body) });
  const id = String((await reply.json())[name]);
  await endOf(app, customer, id);
  return id;
}

/** The collection as a person fills it in: with an id of their own and a picture of their own. */
async function fill(dialect: string, id: string) {
  const picture = join(folder, "picture.png");
  const drawing = { width: 64, height: 64, format: "png", index: 0 } as const;
  await Bun.write(picture, Buffer.from(await drawBase64(drawing), "base64"));
  const requests: string[] = [];
  const text = await Bun.file(join(house, `generated/postman/${dialect}.json`)).text();
  const collection = JSON.parse(text, (_name, value) => {
    if (value?.request?.url) {
      requests.push(value.name);
      for (const variable of value.request.url.variable) variable.value = id;
    }
    return value?.type === "file" ? { ...value, src: picture } : value;
  });
  return { collection, requests };
}

async function run(collection: object, { key }: Customer) {
  const envVar = [
    { key: "baseUrl", value: app.url },
    { key: "apiKey", value: key },
  ];
  const { promise, resolve, reject } = Promise.withResolvers<Answer[]>();
  newman.run({ collection, envVar, workingDir: folder }, (error, summary) => {
    if (error) return reject(error);
    const answers = summary.run.executions.map(({ item, response, requestError }) => ({
      name: item.name,
      status: response?.code ?? 0,
      ...(requestError ? { fault: requestError.message } : {}),
    }));
    resolve(answers);
  });
  return promise;
}

interface Answer {
  name: string;
  status: number;
}

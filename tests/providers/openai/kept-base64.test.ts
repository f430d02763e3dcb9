import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenai } from "../../../src/providers/openai/openai.ts";
import type { Attempt, LocalImage } from "../../../src/providers/provider.ts";
import { createAttempt, createProviderRequest } from "../../support/provider-request.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { sendWhole } from "../../support/upstream/behaviors.ts";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
// One byte more than a multiple of three, so that the base64 ends with two padding characters.
const IMAGE = Buffer.concat([SIGNATURE, Buffer.alloc(300_002, "some bytes")]);
const BASE64 = IMAGE.toString("base64");

let upstream: Upstream;
let folder: string;

beforeAll(async () => void (upstream = await startUpstream()));
afterAll(() => upstream.stop());
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "openai-provider-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Returns the image that is received as this text of a JSON string. */
async function receive(text: string, attempt: Partial<Attempt> = {}): Promise<LocalImage> {
  upstream.respondWith(({ reply }) => sendWhole(reply, `{"data":[{"b64_json":"${text}"}]}`));
  const provider = createOpenai({ apiKey: "sk-test", baseUrl: upstream.url, timeoutMs: 20_000 });
  const wanted = createAttempt(folder, { keepsBase64: true, ...attempt });
  const outcome = await provider.generate(createProviderRequest({}), wanted);
  if (outcome.kind !== "images") throw new Error(`The outcome is ${Bun.inspect(outcome)}.`);
  const [image] = outcome.images;
  if (image === undefined) throw new Error("There is no image.");
  return image;
}

test("the base64 of an image is kept as it was received", async () => {
  const { base64 } = await receive(BASE64);
  using taken = base64?.take();
  expect(Buffer.concat(taken?.parts ?? []).toString()).toBe(BASE64);
});

test("the base64 of an image is not kept if the attempt does not need it", async () => {
  expect((await receive(BASE64, { keepsBase64: false })).base64).toBeUndefined();
});

test("the base64 of an image is not kept if its bytes are in memory", async () => {
  const { base64, head } = await receive(SIGNATURE.toString("base64"));
  expect(head).toEqual(new Uint8Array(SIGNATURE));
  expect(base64).toBeUndefined();
});

const withoutPadding = BASE64.slice(0, -2);
// The bits of the last character that are not part of a byte are not zero.
const withOtherBits = `${withoutPadding.slice(0, -1)}x==`;
const others: [name: string, text: string][] = [
  ["escapes", BASE64.replace("/", "\\/").replace(/^iVB/, "\\u0069VB")],
  ["line breaks", (BASE64.match(/.{1,76}/g) ?? []).join("\\n")],
  ["spaces", BASE64.replace(/^(.{8})/, "$1 ")],
  ["no padding", withoutPadding],
  ["no padding, but as many spaces", `  ${withoutPadding}`],
  ["no padding, but as many spaces at its end", `${withoutPadding}  `],
  ["other bits in its last character", withOtherBits],
];
for (const [name, text] of others) {
  test(`base64 with ${name} is decoded, and not kept`, async () => {
    const image = await receive(text);
    expect((await Bun.file(image.path).bytes()).toBase64()).toBe(BASE64);
    expect(image.base64).toBeUndefined();
  });
}

import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { sendRaw } from "../support/raw-request.ts";

const LIFE_SECONDS = 600;

let app: App;
let customer: Customer;
/** The signed URLs of two images. */
let own: URL;
let other: URL;

beforeAll(async () => {
  app = await startApp({ env: { SIGNED_IMAGE_URLS_SECONDS: String(LIFE_SECONDS) } });
  customer = await app.customer();
  own = await createLink(customer);
  other = await createLink(await app.customer());
});
afterAll(() => app.stop());

async function createLink(maker: Customer): Promise<URL> {
  const { body } = await createHubGeneration(maker, app.url, { prompt: "a hill" });
  return new URL(body.images?.[0]?.url ?? "");
}

/** Returns the URL with a changed query. */
function withQuery(change: (query: URLSearchParams) => void): string {
  const url = new URL(own);
  change(url.searchParams);
  return url.href;
}

const set = (name: string, toValue: (value: string) => string) => () =>
  withQuery((query) => query.set(name, toValue(query.get(name) ?? "")));

test("the links of these attacks work", async () => {
  for (const link of [own, other]) expect((await fetch(link)).status).toBe(200);
});

const LINKS: [string, () => string][] = [
  ["no query", () => own.origin + own.pathname],
  ["no signature", () => withQuery((query) => query.delete("signature"))],
  ["an empty signature", set("signature", () => "")],
  ["a signature without its end", set("signature", (text) => text.slice(0, -1))],
  ["a longer signature", set("signature", (text) => `${text}A`)],
  ["a signature with padding", set("signature", (text) => `${text}=`)],
  ["a signature in upper case", set("signature", (text) => text.toUpperCase())],
  [
    "the signature of another image",
    set("signature", () => other.searchParams.get("signature") ?? ""),
  ],
  ["no expiry", () => withQuery((query) => query.delete("expires"))],
  ["a later expiry", set("expires", (text) => String(Number(text) + 1))],
  ["an expiry with a zero before it", set("expires", (text) => `0${text}`)],
  ["an expiry with a fraction", set("expires", (text) => `${text}.0`)],
  ["an expiry in another notation", set("expires", (text) => Number(text).toExponential())],
  ["a negative expiry", set("expires", (text) => `-${text}`)],
  ["an expiry that has passed", set("expires", () => "1")],
  ["a second expiry in front", () => own.href.replace("?", "?expires=9999999999&")],
  ["a second signature in front", () => own.href.replace("?", "?signature=AAAA&")],
  ["the path of another image", () => other.origin + other.pathname + own.search],
  ["the other file of the image", () => own.href.replace(/\.(\w+)\?/, ".webp?")],
  ["another index", () => own.href.replace("/0.", "/1.")],
  ["a folder of inputs", () => own.href.replace("/generations/", "/inputs/")],
  ["a path in upper case", () => own.href.replace("/generations/", "/GENERATIONS/")],
  ["an encoded path", () => own.href.replace("/generations/", "/generations%2f")],
  [
    "a path that leads to another image",
    () => own.href.replace(/(?=\d\.\w+\?)/, `%2e%2e/${other.pathname.split("/").at(-2)}/`),
  ],
  ["a path with a zero", () => own.href.replace("?", "%00?")],
];

describeAttacks(
  "the URL of an image is not valid with",
  LINKS.map(([name, toLink]): Attack => [
    name,
    async () => {
      const link = new URL(toLink());
      const raw = toLink().slice(link.origin.length);
      // Sent as it is, because a client would normalize the path.
      const lines = [`GET ${raw} HTTP/1.1`, "Host: localhost", "Connection: close"];
      const { status, head } = await sendRaw(Number(link.port), `${lines.join("\r\n")}\r\n\r\n`);
      expect([400, 403, 404]).toContain(status);
      expect(head.toLowerCase()).not.toContain("content-type: image/");
    },
  ]),
);

describeAttacks(
  "an invalid URL of an image is no input image:",
  LINKS.slice(0, 12).map(([name, toLink]): Attack => [
    name,
    async () => {
      const stranger = await app.customer({ dialect: "openai" });
      const images = [{ image_url: toLink() }];
      const body = JSON.stringify({ model: "gpt-image-2", prompt: "x", images });
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body };
      expect((await stranger.call("/v1/images/edits", init)).status).toBe(400);
    },
  ]),
);

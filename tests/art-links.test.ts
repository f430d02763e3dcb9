import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { type App, type Customer, startApp } from "./support/app.ts";
import { endOf, order } from "./support/art.ts";
import { findLitter, inputsOf, type LinkApp, startLinkApp } from "./support/link-app.ts";
import { LARGEST_BYTES, type PictureHost } from "./support/picture-host.ts";
import { startS3 } from "./support/s3-server.ts";
import { stateOf } from "./support/state.ts";

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let links: LinkApp;
let app: App;
let host: PictureHost;

beforeAll(async () => {
  links = await startLinkApp();
  ({ app, host } = links);
});

afterAll(async () => {
  expect(await findLitter(links)).toEqual([]);
  await links.stop();
});

const art = (credits = 10) => app.customer({ dialect: "art", credits });

/** Where pictures end up by path, within hops that are allowed. */
const GOOD = ["/picture.png", "/picture.jpg", "/picture.webp", "/three-hops", "/picture.png?a=1#b"];
describe("a picture is fetched from", () => {
  test.concurrent.each(GOOD)("%s", async (path) => {
    const customer = await art();
    const told = await order(customer, { image_urls: [host.at(path)] });
    expect(told.body).toMatchObject({ status: "pending", model: "gpt-image-2-image-to-image" });
    expect(await inputsOf(links, told.body)).toMatchObject([{ width: 64, height: 64 }]);
  });

  test.concurrent("an address with the very most of bytes", async () => {
    const told = await order(await art(), { image_urls: [host.at("/largest.png")] });
    expect(told.status).toBe(200);
    expect(await inputsOf(links, told.body)).toMatchObject([{ sizeBytes: LARGEST_BYTES }]);
  });

  test.concurrent("sixteen addresses at once, in their order", async () => {
    const paths = Array.from({ length: 16 }, (_, index) => `/${index}.png`);
    const told = await order(await art(), { image_urls: paths.map(host.at) });
    const inputs = await inputsOf(links, told.body);
    expect(inputs).toHaveLength(16);
    for (const [index, { digest }] of inputs.entries()) {
      const bytes = await (await fetch(host.at(`/${index}.png`))).bytes();
      expect(digest).toBe(new Bun.CryptoHasher("sha256").update(bytes).digest("hex"));
    }
  });

  test.concurrent("an address alone, without a prompt", async () => {
    const told = await order(await art(), {
      prompt: undefined,
      image_urls: [host.at("/picture.png")],
    });
    expect(told.body).toMatchObject({ status: "pending", model: "gpt-image-2-image-to-image" });
  });
});

describe("who could not pay has nothing fetched:", () => {
  test("without credits", async () => {
    const told = await order(await art(0), { image_urls: [host.at("/picture.png?poor")] });
    expect([told.status, told.body.error?.code]).toEqual([402, "insufficient_credits"]);
    expect(host.asked("/picture.png?poor")).toBe(0);
  });

  test("without credits, by OpenAI's API", async () => {
    const { call } = await art(0);
    const images = [{ image_url: host.at("/picture.png?poorer") }];
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill", images });
    const headers = { "content-type": "application/json" };
    const told = await call("/v1/images/edits", { method: "POST", headers, body });
    expect(told.status).toBe(402);
    expect(host.asked("/picture.png?poorer")).toBe(0);
  });

  test("with as much running as may be", async () => {
    const customer = await art(20);
    const limit = "update keys set running_limit = 1 where id = $1";
    await app.ctx.db.query(limit, [customer.keyId]);
    await order(customer);
    const told = await order(customer, { image_urls: [host.at("/picture.png?busy")] });
    expect([told.status, told.body.error?.code]).toEqual([429, "concurrency_limit_exceeded"]);
    expect(host.asked("/picture.png?busy")).toBe(0);
  });
});

describe("an Idempotency-Key", () => {
  test("with the same bytes is the same task, also with the credits spent", async () => {
    const customer = await art();
    const headers = { "idempotency-key": "one" };
    const first = await order(customer, { image_urls: [host.at("/picture.png")] }, headers);
    const again = await order(customer, { image_urls: [host.at("/same.png")] }, headers);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await stateOf(app, customer.accountId)).toMatchObject({ generations: "1" });
  });

  test("with other bytes is refused", async () => {
    const customer = await art();
    const headers = { "idempotency-key": "one" };
    await order(customer, { image_urls: [host.at("/picture.png")] }, headers);
    const told = await order(customer, { image_urls: [host.at("/other.png")] }, headers);
    expect([told.status, told.body.error?.code]).toEqual([422, "idempotency_key_reused"]);
  });
});

describe("a picture that this server has made is read from its storage:", () => {
  test("a folder", async () => {
    const own = await startApp();
    await expectOwn(own);
    await own.stop();
  });

  test("a bucket, and its loss is not the caller's fault", async () => {
    const s3 = await startS3();
    const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
    const env = {
      ...{ S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: "us-east-1" },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    };
    const own = await startApp({ env });
    const { customer, url } = await expectOwn(own);
    await s3.stop();
    const before = await stateOf(own, customer.accountId);
    const told = await order(customer, { image_urls: [url] });
    expect([told.status, told.body.error?.code]).toEqual([503, "service_unavailable"]);
    expect(await stateOf(own, customer.accountId)).toEqual(before);
    await own.stop();
  });
});

async function expectOwn(own: App): Promise<{ customer: Customer; url: string }> {
  const customer = await own.customer({ dialect: "art" });
  const first = await order(customer);
  const made = await endOf(own, customer, first.body.id);
  const url = made.data[0]?.url ?? "";
  const second = await order(customer, { image_urls: [url] });
  const end = await endOf(own, customer, second.body.id);
  expect(end).toMatchObject({ status: "succeeded", model: "gpt-image-2-image-to-image" });
  return { customer, url };
}

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { getFinishedTask, createTask } from "../../support/art-client.ts";
import {
  findLeftovers,
  listInputs,
  type LinkApp,
  startLinkApp,
} from "../../support/image-url-app.ts";
import { postJson } from "../../support/openai-client.ts";
import { untilAvailable } from "../../support/until-available.ts";
import { LARGEST_BYTES, type ImageHost } from "../../support/image-host.ts";
import { startS3 } from "../../support/s3-server.ts";
import { readAccountState } from "../../support/account-state.ts";

let links: LinkApp;
let app: App;
let host: ImageHost;

beforeAll(async () => {
  links = await startLinkApp();
  ({ app, host } = links);
});

afterAll(async () => {
  expect(await findLeftovers(links)).toEqual([]);
  await links.stop();
});

const art = (credits = 10) => app.customer({ dialect: "art", credits });

/** Paths that lead to an image within the allowed number of redirects. */
const GOOD = ["/image.png", "/image.jpg", "/image.webp", "/three-hops", "/image.png?a=1#b"];
describe("an image is downloaded from", () => {
  /** Creates a task, again if its download missed the deadline because of those of the other tests. */
  const createBesideOthers = (...wanted: Parameters<typeof createTask>) =>
    untilAvailable(() => createTask(...wanted));

  test.concurrent.each(GOOD)("%s", async (path) => {
    const customer = await art();
    const response = await createBesideOthers(customer, { image_urls: [host.urlOf(path)] });
    expect(response.body).toMatchObject({ status: "pending", model: "gpt-image-2-image-to-image" });
    expect(await listInputs(links, response.body)).toMatchObject([{ width: 64, height: 64 }]);
  });

  test.concurrent("a URL with the maximum size", async () => {
    const response = await createBesideOthers(await art(), {
      image_urls: [host.urlOf("/largest.png")],
    });
    expect(response.status).toBe(200);
    expect(await listInputs(links, response.body)).toMatchObject([{ sizeBytes: LARGEST_BYTES }]);
  });

  test.concurrent("sixteen URLs, in their order", async () => {
    const paths = Array.from({ length: 16 }, (_, index) => `/${index}.png`);
    const response = await createBesideOthers(await art(), { image_urls: paths.map(host.urlOf) });
    const inputs = await listInputs(links, response.body);
    expect(inputs).toHaveLength(16);
    for (const [index, { digest }] of inputs.entries()) {
      const bytes = await (await fetch(host.urlOf(`/${index}.png`))).bytes();
      expect(digest).toBe(new Bun.CryptoHasher("sha256").update(bytes).digest("hex"));
    }
  });

  test.concurrent("a URL of a request without a prompt", async () => {
    const response = await createBesideOthers(await art(), {
      prompt: undefined,
      image_urls: [host.urlOf("/image.png")],
    });
    expect(response.body).toMatchObject({ status: "pending", model: "gpt-image-2-image-to-image" });
  });
});

describe("nothing is downloaded for a customer", () => {
  test("without credits", async () => {
    const response = await createTask(await art(0), {
      image_urls: [host.urlOf("/image.png?poor")],
    });
    expect([response.status, response.body.error?.code]).toEqual([402, "insufficient_credits"]);
    expect(host.requestCount("/image.png?poor")).toBe(0);
  });

  test("without credits, in the OpenAI dialect", async () => {
    const { call } = await art(0);
    const images = [{ image_url: host.urlOf("/image.png?poorer") }];
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill", images });
    const headers = { "content-type": "application/json" };
    const response = await call("/v1/images/edits", { method: "POST", headers, body });
    expect(response.status).toBe(402);
    expect(host.requestCount("/image.png?poorer")).toBe(0);
  });

  test("at the concurrency limit", async () => {
    const customer = await art(20);
    const limit = "update keys set running_limit = 1 where id = $1";
    await app.ctx.db.query(limit, [customer.keyId]);
    await createTask(customer);
    const response = await createTask(customer, { image_urls: [host.urlOf("/image.png?busy")] });
    expect([response.status, response.body.error?.code]).toEqual([
      429,
      "concurrency_limit_exceeded",
    ]);
    expect(host.requestCount("/image.png?busy")).toBe(0);
  });
});

describe("an Idempotency-Key", () => {
  const headers = { "idempotency-key": "one" };

  test("with the same URLs returns the same task without a download", async () => {
    const customer = await art();
    const image_urls = [host.urlOf("/image.png?again"), host.urlOf("/other.png?again")];
    const first = await createTask(customer, { image_urls }, headers);
    const again = await createTask(customer, { image_urls }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "1",
      available: 0,
    });
    expect(image_urls.map((url) => host.requestCount(url.slice(host.urlOf("").length)))).toEqual([
      1, 1,
    ]);
  });

  test("returns the task although the image at the URL no longer exists", async () => {
    const customer = await art(20);
    const image_urls = [host.urlOf("/once.png?key")];
    const first = await createTask(customer, { image_urls }, headers);
    const again = await createTask(customer, { image_urls }, headers);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    // Without the key it is a new request, and there is nothing to fetch.
    expect((await createTask(customer, { image_urls })).status).toBe(400);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "1",
      held: 10,
    });
  });

  test("with other URLs is rejected, and nothing is downloaded", async () => {
    const customer = await art();
    const one = host.urlOf("/image.png");
    await createTask(customer, { image_urls: [one] }, headers);
    for (const other of [[host.urlOf("/same.png?other")], [one, one], [host.urlOf("/404")], []]) {
      const response = await createTask(customer, { image_urls: other }, headers);
      expect([response.status, response.body.error?.code]).toEqual([422, "idempotency_key_reused"]);
    }
    expect(host.requestCount("/same.png?other")).toBe(0);
  });

  test("of ten concurrent requests creates one task", async () => {
    const customer = await art(100);
    const image_urls = [host.urlOf("/image.png?ten")];
    const response = await Promise.all(
      Array.from({ length: 10 }, () => createTask(customer, { image_urls }, headers)),
    );
    expect(new Set(response.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "1",
      held: 10,
    });
  });
});

test("an SDK retry of an edit with a URL gets the same generation although the URL fails", async () => {
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  const body = { prompt: "a hill", images: [{ image_url: host.urlOf("/once.png?retry") }] };
  const edit = (retry: number, fields = {}) => {
    const headers = { "x-stainless-retry-count": `${retry}`, prefer: "wait=0" };
    return postJson(customer, "/v1/images/edits", { body: { ...body, ...fields }, headers });
  };
  const replies = [await edit(0), await edit(1)];
  expect(replies.map(({ status }) => status)).toEqual([504, 504]);
  expect(new Set(replies.map(({ headers }) => headers.get("x-generation-id"))).size).toBe(1);
  // A different request is not a retry, even with a retry count.
  expect((await edit(2, { prompt: "a valley" })).status).toBe(400);
  expect(await readAccountState(app, customer.accountId)).toMatchObject({ generations: "1" });
});

describe("an image made by this server is read from its storage:", () => {
  test("on disk", async () => {
    const own = await startApp();
    await expectOwn(own);
    await own.stop();
  });

  test("in a bucket, whose outage is reported as 503", async () => {
    const s3 = await startS3();
    const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
    const env = {
      ...{ S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: "us-east-1" },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    };
    const own = await startApp({ env });
    const { customer, url } = await expectOwn(own);
    await s3.stop();
    const before = await readAccountState(own, customer.accountId);
    const response = await createTask(customer, { image_urls: [url] });
    expect([response.status, response.body.error?.code]).toEqual([503, "service_unavailable"]);
    expect(await readAccountState(own, customer.accountId)).toEqual(before);
    await own.stop();
  });
});

async function expectOwn(own: App): Promise<{ customer: Customer; url: string }> {
  const customer = await own.customer({ dialect: "art" });
  const first = await createTask(customer);
  const made = await getFinishedTask(own, customer, first.body.id);
  const url = made.data[0]?.url ?? "";
  const second = await createTask(customer, { image_urls: [url] });
  const end = await getFinishedTask(own, customer, second.body.id);
  expect(end).toMatchObject({ status: "succeeded", model: "gpt-image-2-image-to-image" });
  return { customer, url };
}

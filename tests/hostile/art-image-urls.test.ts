import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { withDownloadedInputs } from "../../src/core/generations/input-urls.ts";
import { startApp } from "../support/app.ts";
import { createTask } from "../support/art-client.ts";
import { findLeftovers, listInputs, type LinkApp, startLinkApp } from "../support/image-url-app.ts";
import { LARGEST_BYTES } from "../support/image-host.ts";
import { readAccountState } from "../support/account-state.ts";

/** The same error for every URL that yields no image, independent of the reason. */
const ONE_ERROR = {
  message:
    "A reference image could not be downloaded. Its URL must be a public https URL that responds " +
    "in time with a PNG, JPEG or WebP of at most 50 MB and 64 megapixels.",
  type: "invalid_request_error",
  param: "image_urls[0]",
  code: "invalid_request",
};

let links: LinkApp;

beforeAll(async () => {
  links = await startLinkApp();
});

afterAll(async () => {
  expect(await findLeftovers(links)).toEqual([]);
  await links.stop();
});

const art = () => links.app.customer({ dialect: "art", credits: 10 });
const at = (path: string) => links.host.urlOf(path);

const BAD = [
  ...["/html", "/gif", "/svg", "/nothing", "/magic-alone", "/bomb", "/long-edge", "/absent"],
  ...["/too-large.png", "/says-too-large.png", "/endless", "/short", "/partial", "/unchanged"],
  ...["/gzip", "/gzip-bomb", "/gzip-unsaid", "/unauthorized", "/error", "/no-http", "/reset"],
  ...["/four-hops", "/loop", "/to-inside", "/to-metadata", "/to-file", "/to-data", "/to-nowhere"],
];
const INSIDE = [
  ...["127.0.0.1", "127.1", "0", "localhost", "LOCALHOST", "localhost.", "2130706433", "0x7f.1"],
  ...["[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]"],
  ...["[fd00:ec2::254]", "169.254.169.254", "100.100.100.200", "10.1.2.3", "172.16.0.1"],
  ...["192.168.1.1", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
  ...["metadata.google.internal", "user:pass@127.0.0.1", "nothing.invalid"],
];

describe("an image URL is rejected with one error and without a trace:", () => {
  test.concurrent.each(BAD)("%s", (path) => expectRejected(at(path)));

  test.concurrent.each(INSIDE)("%s", async (name) => {
    const urls = [`http://${name}:${links.internalService.port}/`, `https://${name}/`];
    await Promise.all(urls.map(expectRejected));
  });

  test.concurrent("a missing image of this server", () =>
    expectRejected(`${links.app.url}/files/generations/${crypto.randomUUID()}/0.png`),
  );

  test.concurrent("an input image of another account", async () => {
    const reply = await createTask(await art(), { image_urls: [at("/image.png")] });
    const [input = expect.unreachable()] = await listInputs(links, reply.body);
    await Promise.all(
      [`${links.app.url}/files/${input.storageKey}`, links.app.url].map(expectRejected),
    );
  });

  test.concurrent("an invalid URL among valid ones, which the error names", async () => {
    const paths = ["/image.png", "/other.png", "/html", "/image.webp"];
    const error = { ...ONE_ERROR, param: "image_urls[2]" };
    const customer = await art();
    const reply = await createTask(customer, { image_urls: paths.map(at) });
    expect([reply.status, reply.body]).toEqual([400, { error }] as never[]);
  });
});

test("no internal service was connected to, and endless responses were aborted", async () => {
  await (
    await fetch(`http://127.0.0.1:${links.internalService.port}/`, { keepalive: false })
  ).text();
  expect(links.internalService.connections).toBe(1);
  expect(links.host.endlessBytes()).toBeGreaterThan(LARGEST_BYTES);
  expect(links.host.endlessBytes()).toBeLessThan(2 * LARGEST_BYTES);
});

test("a host receives no header that identifies the customer", () => {
  for (const { headers } of links.host.requests) {
    for (const name of ["authorization", "cookie", "referer", "x-forwarded-for"]) {
      expect(headers.has(name)).toBe(false);
    }
  }
});

test("open, closed and blocked hosts fail with the same text, never before the minimum time", async () => {
  const urls = [
    `http://127.0.0.1:${links.internalService.port}/`,
    `http://127.0.0.1:${links.closedPort}/`,
    at("/html"),
    "https://192.168.1.1/",
    `${links.app.url}/files/generations/${crypto.randomUUID()}/0.png`,
  ];
  const customer = await art();
  const reply = await Promise.all(
    urls.map(async (url) => {
      const startMs = performance.now();
      const { body } = await createTask(customer, { image_urls: [url] });
      return { body, tookMs: performance.now() - startMs };
    }),
  );
  for (const { body } of reply) expect(body).toEqual({ error: ONE_ERROR } as never);
  for (const { tookMs } of reply) expect(tookMs).toBeGreaterThan(995);
});

test("one deadline applies to all downloads, and slow connections are closed", async () => {
  const paths = ["/image.png", "/drip", "/drip-headers", "/silence"];
  const inputUrls = paths.map((path, index) => ({ url: at(path), field: ["image_urls", index] }));
  const before = links.host.connections;
  const fetched = withDownloadedInputs(
    links.app.ctx,
    { links: inputUrls, deadlineMs: 300 },
    async () => "all there",
  );
  await expect(fetched).rejects.toMatchObject({ message: ONE_ERROR.message });
  await Promise.all(links.host.ended.slice(before));
});

test("a download that is running at shutdown fails with service_unavailable", async () => {
  const stopping = await startApp({ env: { OUTBOUND_ALLOW: `127.0.0.1:${links.host.port}` } });
  const customer = await stopping.customer({ dialect: "art" });
  const before = await readAccountState(stopping, customer.accountId);
  const reply = createTask(customer, { image_urls: [at("/silence?stopping")] });
  await links.host.waitForRequest("/silence?stopping");
  stopping.ctx.startShutdown();
  expect((await reply).body.error).toMatchObject({ code: "service_unavailable" });
  expect(await readAccountState(stopping, customer.accountId)).toEqual(before);
  await stopping.stop();
});

async function expectRejected(url: string): Promise<void> {
  const customer = await art();
  const before = await readAccountState(links.app, customer.accountId);
  const reply = await createTask(customer, { image_urls: [url] });
  expect([reply.status, reply.body]).toEqual([400, { error: ONE_ERROR }] as never[]);
  expect(await readAccountState(links.app, customer.accountId)).toEqual(before);
}

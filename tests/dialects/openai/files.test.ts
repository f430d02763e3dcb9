import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { eraseAccount } from "../../../src/core/generations/erasure.ts";
import { createGrant } from "../../../src/core/billing/grants.ts";
import { CLI } from "../../../src/core/audit/actor.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient } from "../../support/openai-client.ts";
import { startS3 } from "../../support/s3-server.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const DAY = 86_400;
const model = "gpt-image-2";
let upstream: Upstream;
const apps: Record<string, App> = {};
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  const s3 = await startS3();
  closers.push(upstream.stop, s3.stop);
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  apps.disk = await startApp({ env });
  const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
  apps.s3 = await startApp({
    env: {
      ...env,
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
});

afterAll(async () => {
  for (const app of Object.values(apps)) {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
  }
  for (const close of closers.reverse()) await close();
});

interface Setup {
  app: App;
  customer: Customer;
  client: OpenAI;
}

async function setUp(store = "disk"): Promise<Setup> {
  const app = apps[store] ?? expect.unreachable();
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  return { app, customer, client: openClient(app, customer, { maxRetries: 0 }) };
}

async function createImage(format: "png" | "jpeg" = "png", index = 0) {
  const image = { width: 320, height: 200, format, index } as const;
  return Buffer.from(await renderBase64(image), "base64");
}

async function upload({ client }: Setup, bytes: Buffer, name = "soap.png") {
  return client.files.create({ file: await toFile(bytes, name), purpose: "vision" });
}

function jsonl(text: string) {
  return toFile(Buffer.from(text), "requests.jsonl");
}

async function findObjects(app: App, fileId: string): Promise<string[]> {
  const id = fileId.slice("file-".length);
  const pages = await Array.fromAsync(app.ctx.storage.list("files"));
  return pages.flatMap((page) =>
    page.map(({ key }) => key).filter((key) => key.replaceAll("-", "").includes(id)),
  );
}

describe.each(["disk", "s3"])("with the openai client, files on %s", (store) => {
  test("are created, found, read and deleted, and none is left in the storage", async () => {
    const own = await setUp(store);
    const bytes = await createImage();
    const made = await upload(own, bytes);
    expect(made).toMatchObject({
      ...{ object: "file", filename: "soap.png", purpose: "vision", status: "processed" },
      bytes: bytes.length,
    });
    expect(made.expires_at).toBeUndefined();
    expect(await own.client.files.retrieve(made.id)).toEqual(made);
    expect((await own.client.files.list()).data).toEqual([made]);
    const content = await own.client.files.content(made.id);
    expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await findObjects(own.app, made.id)).toHaveLength(1);
    expect(await own.client.files.delete(made.id)).toEqual({
      ...{ id: made.id, object: "file", deleted: true },
    });
    expect(await own.client.files.retrieve(made.id).catch(toStatus)).toBe(404);
    expect(await findObjects(own.app, made.id)).toEqual([]);
  });

  test("are used for edits by their ids, also after they were deleted", async () => {
    const own = await setUp(store);
    const { id } = await upload(own, await createImage("png", 4));
    const images = [{ file_id: id }];
    const body = { model, prompt: `[${own.customer.accountId}]`, images };
    const edited = await postEdit(own, body, "first");
    expect(edited.status).toBe(200);
    const calls = () =>
      upstream.calls.filter(({ fields }) => String(fields.prompt).includes(own.customer.accountId));
    expect(calls()[0]?.files[0]?.sha256).toBe(sha256(await createImage("png", 4)));
    await own.client.files.delete(id);
    const repeated = await postEdit(own, body, "first");
    expect(repeated.headers.get("idempotent-replayed")).toBe("true");
    expect((await postEdit(own, body, "second")).status).toBe(400);
    expect(calls()).toHaveLength(1);
  });
});

test("a mask can be a file, and EXIF is removed from a file", async () => {
  const own = await setUp();
  const png = await new Bun.Image(await createImage()).png().bytes();
  const mask = await upload(own, await createMask(), "mask.png");
  const image = await upload(own, Buffer.from(png));
  const images = [{ file_id: image.id }];
  const body = { model, prompt: "a hill", images, mask: { file_id: mask.id } };
  expect((await postEdit(own, body)).status).toBe(200);
  const photo = withExif(await createImage("jpeg"));
  expect(photo.includes("Exif")).toBe(true);
  const { id } = await upload(own, photo, "photo.jpg");
  const stored = Buffer.from(await (await own.client.files.content(id)).arrayBuffer());
  expect(stored.includes("Exif")).toBe(false);
  expect(await new Bun.Image(stored).metadata()).toMatchObject({ width: 320, height: 200 });
});

test("files are listed by pages in both orders, by purpose, and after one was deleted", async () => {
  const own = await setUp();
  const { files } = own.client;
  const ids: string[] = [];
  for (const text of ["1", "2", "3", "4"]) {
    ids.push((await files.create({ file: await jsonl(text), purpose: "batch" })).id);
  }
  const image = await upload(own, await createImage());
  const newest = await files.list({ limit: 2 });
  expect(newest.data.map(({ id }) => id)).toEqual([image.id, ids[3] ?? ""]);
  expect(newest.has_more).toBe(true);
  await files.delete(ids[3] ?? "");
  const next = await newest.getNextPage();
  expect(next.data.map(({ id }) => id)).toEqual([ids[2] ?? "", ids[1] ?? ""]);
  const oldest = await Array.fromAsync(files.list({ limit: 1, order: "asc", purpose: "batch" }));
  expect(oldest.map(({ id }) => id)).toEqual(ids.slice(0, 3));
});

test("no operation finds a file of another account, and no URL serves it without a key", async () => {
  const own = await setUp();
  const { id } = await upload(own, await createImage());
  const other = await setUp();
  expect(await other.client.files.retrieve(id).catch(toStatus)).toBe(404);
  expect(await other.client.files.content(id).catch(toStatus)).toBe(404);
  expect(await other.client.files.delete(id).catch(toStatus)).toBe(404);
  expect((await other.client.files.list()).data).toEqual([]);
  const reply = await postEdit(other, { model, prompt: "a hill", images: [{ file_id: id }] });
  expect(reply.status).toBe(400);
  expect((await reply.json()).error.param).toBe("images[0].file_id");
  const [key] = await findObjects(own.app, id);
  expect((await own.app.fetch(`/files/${key}`)).status).toBe(404);
  expect((await own.app.fetch(`/v1/files/${id}/content`)).status).toBe(401);
});

test("a file of requests cannot be the image of an edit", async () => {
  const own = await setUp();
  const file = await jsonl('{"custom_id": "1"}');
  const { id } = await own.client.files.create({ file, purpose: "batch" });
  const reply = await postEdit(own, { model, prompt: "a hill", images: [{ file_id: id }] });
  expect(reply.status).toBe(400);
});

test("an account keeps a limited number of files", async () => {
  const own = await setUp();
  await own.app.ctx.db.query(
    `insert into files (
       id, account_id, purpose, filename, content_type, size_bytes, storage_key, created_at, stored_at
     )
     select gen_random_uuid(), $1::uuid, 'vision', 'a', 'image/png', 9, 'files/' || $1::uuid || n,
       clock(), clock()
     from generate_series(1, 999) n`,
    [own.customer.accountId],
  );
  const last = await upload(own, await createImage());
  expect(await upload(own, await createImage()).catch(toStatus)).toBe(400);
  await own.client.files.delete(last.id);
  const sizeBytes = 2 * 1024 ** 3;
  await own.app.ctx.db.query(
    "update files set size_bytes = $2::bigint / 999 where account_id = $1",
    [own.customer.accountId, sizeBytes],
  );
  expect(await upload(own, await createImage()).catch(toStatus)).toBe(400);
  expect((await own.client.files.list({ limit: 10_000 })).data).toHaveLength(999);
});

test("an account without credits keeps 50 MB of files, also of requests sent at the same time", async () => {
  const app = apps.disk ?? expect.unreachable();
  const customer = await app.customer({ dialect: "openai", credits: 0 });
  const { files } = openClient(app, customer, { maxRetries: 0 });
  const tenMegabytes = await jsonl("a".repeat(10 * 1024 * 1024));
  const create = () => files.create({ file: tenMegabytes, purpose: "batch" }).catch(toStatus);
  const answers = await Promise.all(Array.from({ length: 8 }, create));
  expect(answers.filter((answer) => answer === 400)).toHaveLength(3);
  expect((await files.list()).data).toHaveLength(5);
  await createGrant(app.ctx, { accountId: customer.accountId, credits: 1, source: "purchase" });
  expect(await create()).toMatchObject({ object: "file" });
});

test("files expire as requested, by purpose and by retention, and end with their account", async () => {
  const app = await startApp({ worker: false, env: { RETENTION_DAYS: "60" } });
  try {
    const customer = await app.customer({ dialect: "openai", planId: "pro" });
    const own = { app, customer, client: openClient(app, customer) };
    const { files } = own.client;
    const file = await toFile(await createImage(), "a.png");
    const expires_after = { anchor: "created_at", seconds: 3600 } as const;
    const short = await files.create({ file, purpose: "user_data", expires_after });
    expect((short.expires_at ?? 0) - short.created_at).toBe(3600);
    const batch = await files.create({ file: await jsonl("{}"), purpose: "batch" });
    expect((batch.expires_at ?? 0) - batch.created_at).toBe(30 * DAY);
    const kept = await files.create({ file, purpose: "user_data" });
    expect((kept.expires_at ?? 0) - kept.created_at).toBe(60 * DAY);
    await moveClock(app.databaseUrl, 3601);
    expect(await files.retrieve(short.id).catch(toStatus)).toBe(404);
    await runCleanup(app.ctx);
    expect(await findObjects(app, short.id)).toEqual([]);
    expect(await findObjects(app, kept.id)).toHaveLength(1);
    await eraseAccount(app.ctx, customer.accountId, CLI);
    await runCleanup(app.ctx);
    expect(await Array.fromAsync(app.ctx.storage.list("files"))).toEqual([[]]);
    expect((await app.ctx.db.query("select id from files", [])).rows).toEqual([]);
  } finally {
    await app.stop();
  }
});

function postEdit({ customer }: Setup, body: object, key?: string): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    ...(key !== undefined && { "idempotency-key": key }),
  };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return customer.call("/v1/images/edits", init);
}

async function createMask(): Promise<Buffer> {
  const webp = await renderBase64({ width: 320, height: 200, format: "webp", index: 0 });
  return Buffer.from(await new Bun.Image(Buffer.from(webp, "base64")).png().bytes());
}

/** Inserts an APP1 segment with the signature of EXIF after the start of a JPEG. */
function withExif(jpeg: Buffer): Buffer {
  const segment = Buffer.from("\u00ff\u00e1\u0000\u0010Exif\0\0MM\0*\0\0\0\b", "latin1");
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

function sha256(bytes: Buffer): string {
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}

function toStatus(error: unknown): number | undefined {
  return error instanceof OpenAI.APIError ? error.status : undefined;
}

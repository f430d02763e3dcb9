import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { deleteGeneration } from "../../../src/core/generations/list.ts";
import * as uploads from "../../../src/core/media/uploads.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getFinishedPlusGeneration,
  createPlusGeneration,
  type PlusReply,
  postPlus,
  putUpload,
  signUpload,
  uploadFile,
} from "../../support/plus-client.ts";
import { startS3 } from "../../support/s3-server.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const DAY = 86_400;

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

const getApp = (store: string) => apps[store] ?? expect.unreachable();
const edit = (customer: Customer, inputImageKeys: string[], headers = {}) =>
  createPlusGeneration(customer, { type: "edit", inputImageKeys }, headers);

async function createImage(format: "png" | "jpeg" | "webp" = "png", index = 0): Promise<Buffer> {
  return Buffer.from(await renderBase64({ width: 320, height: 200, format, index }), "base64");
}

/** Uploads that are rejected when they are used: how the key is created, and the expected message. */
const REJECTED: [
  name: string,
  key: (store: string, own: Customer) => Promise<string>,
  hint: RegExp,
][] = [
  ["an unknown key", async () => `uploads/${crypto.randomUUID()}.png`, /not the key of an upload/],
  ["a path instead of a key", async () => "../../etc/passwd", /not the key of an upload/],
  ["a key of another account", foreign, /not the key of an upload/],
  ["an expired upload", expired, /has expired/],
  [
    "an upload without a file",
    async (_store, own) => (await signUpload(own, 100)).key,
    /has no image yet/,
  ],
  [
    "a file of another type",
    (_store, own) => uploadAsPng(own, createImage("jpeg")),
    /not have the declared content type/,
  ],
  [
    "a text file",
    (_store, own) => uploadAsPng(own, Buffer.from("just words")),
    /PNG, JPEG or WebP/,
  ],
  [
    "an SVG file",
    (_store, own) => uploadAsPng(own, Buffer.from("<svg xmlns='…'/>")),
    /PNG, JPEG or WebP/,
  ],
  ["a truncated image", (_store, own) => uploadAsPng(own, truncatedImage()), /damaged/],
  ["an image with huge dimensions", (_store, own) => uploadAsPng(own, hugeImage()), /too large/],
  ["a file that changed after its first use", changed, /changed after its first use/],
];

test("an upload of a deleted generation can be renewed with its key, and is then used again", async () => {
  const app = getApp("disk");
  const customer = await app.customer({ dialect: "plus", credits: 100 });
  const bytes = await createImage();
  const upload = async () => {
    const body = { filename: "image", contentType: "image/png", size: bytes.length };
    const headers = { "idempotency-key": "a-file" };
    const signed = await (await postPlus(customer, "/api/v1/upload", { body, headers })).json();
    expect((await putUpload(signed, bytes)).status).toBe(200);
    return (await edit(customer, [signed.key])).body.generationId ?? "";
  };
  const first = await upload();
  await getFinishedPlusGeneration(app, customer, first);
  await deleteGeneration(app.ctx, customer.accountId, first);
  const again = await upload();
  expect(await getFinishedPlusGeneration(app, customer, again)).toMatchObject({
    status: "succeeded",
  });
});

test("an upload without Content-Type on disk is used if its bytes are of the declared type", async () => {
  const customer = await getApp("disk").customer({ dialect: "plus", credits: 100 });
  const send = async (bytes: Buffer) => {
    const { headers: _, ...signed } = await signUpload(customer, bytes.length);
    expect((await putUpload({ ...signed, headers: {} }, bytes)).status).toBe(200);
    return edit(customer, [signed.key]);
  };
  expect((await send(await createImage("png"))).status).toBe(202);
  const { status, body } = await send(await createImage("jpeg"));
  expect([status, body.error?.issues?.[0]?.message]).toEqual([
    400,
    expect.stringContaining("does not have the declared content type"),
  ]);
});

describe.each(["disk", "s3"])("uploads on %s:", (store) => {
  const app = () => getApp(store);
  const plus = () => app().customer({ dialect: "plus", credits: 100 });

  test("an uploaded image is used for the edit, without its EXIF data and disguised texts", async () => {
    const customer = await plus();
    const bytes = withExif(await createImage("jpeg"));
    const { key } = await uploadFile(customer, bytes, "image/jpeg");
    const { status, body } = await edit(customer, [key]);
    expect(status).toBe(202);
    const end = await getFinishedPlusGeneration(app(), customer, body.generationId);
    expect(end).toMatchObject({ status: "succeeded", type: "edit", costCredits: 4 });
    const [copy] = await listInputs(app(), body.generationId);
    const stored = await fetchBytes(app(), copy?.storageKey ?? "");
    expect(bytes.includes("Exif")).toBe(true);
    for (const text of ["Exif", LOCATION]) expect(stored.includes(text)).toBe(false);
    expect(await new Bun.Image(stored).metadata()).toMatchObject({ width: 320, height: 200 });
    const sent = upstream.calls.find(({ files }) =>
      files.some((file) => file.sha256 === copy?.digest),
    );
    expect(sent?.operation).toBe("edits");
  });

  test.each(REJECTED)("an edit rejects %s and changes nothing", async (_name, make, hint) => {
    const customer = await plus();
    const { key: good } = await uploadFile(customer, await createImage());
    const bad = await make(store, customer);
    const before = await countRows(app(), customer);
    const { status, body } = await edit(customer, [good, bad]);
    expect([status, body.error?.code]).toEqual([400, "invalid_request"]);
    expect(body.error?.issues).toMatchObject([{ path: ["inputImageKeys", 1] }]);
    expect(body.error?.issues?.[0]?.message).toMatch(hint);
    expect(await countRows(app(), customer)).toEqual(before);
  });

  test("every invalid key is reported", async () => {
    const customer = await plus();
    const { body } = await edit(customer, ["a", (await signUpload(customer, 9)).key, "c"]);
    expect(body.error?.issues?.map(({ path }) => path[1])).toEqual([0, 1, 2]);
  });

  test.each([
    ["more bytes", { "content-length": "101" }, 101],
    ["fewer bytes", { "content-length": "99" }, 99],
    ["another type", { "content-type": "text/html" }, 100],
  ])("a PUT with %s than was signed is rejected", async (_name, headers, size) => {
    const signed = await signUpload(await plus(), 100);
    const wrong = { ...signed, headers: { ...signed.headers, ...headers } };
    const reply = await putUpload(wrong, new Uint8Array(size));
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(await app().ctx.storage.find(signed.key)).toBeUndefined();
  });

  test("a PUT to another key than was signed is rejected", async () => {
    const customer = await plus();
    const [signed, other] = [await signUpload(customer, 100), await signUpload(customer, 100)];
    const url = signed.url.replace(signed.key, other.key);
    expect((await putUpload({ ...signed, url }, new Uint8Array(100))).status).toBe(403);
  });

  test("a key can be used again with the same copy, and replayed with its Idempotency-Key", async () => {
    const customer = await plus();
    const { key } = await uploadFile(customer, await createImage());
    const headers = { "idempotency-key": "again" };
    const [first, replay] = [
      await edit(customer, [key], headers),
      await edit(customer, [key], headers),
    ];
    expect(replay.body.generationId).toBe(first.body.generationId);
    expect(replay.headers.get("idempotent-replayed")).toBe("true");
    const twice = await edit(customer, [key, key]);
    const [copy] = await listInputs(app(), first.body.generationId);
    expect(await listInputs(app(), twice.body.generationId)).toEqual([copy, copy] as never[]);
    const { key: equal } = await uploadFile(customer, await createImage());
    const repeated = await edit(customer, [equal], headers);
    expect(repeated.body.generationId).toBe(first.body.generationId);
    const { key: other } = await uploadFile(customer, await createImage("png", 3));
    expect((await edit(customer, [other], headers)).status).toBe(422);
  });

  test("five concurrent requests that use an upload share one copy", async () => {
    const customer = await app().customer({ dialect: "plus", credits: 100 });
    const { key } = await uploadFile(customer, await createImage("webp"), "image/webp");
    const made = await Promise.all(Array.from({ length: 5 }, () => edit(customer, [key])));
    expect(made.map(({ status }) => status)).toEqual(Array(5).fill(202));
    const copies = await Promise.all(made.map(({ body }) => listInputs(app(), body.generationId)));
    expect(new Set(copies.flat().map(({ storageKey }) => storageKey)).size).toBe(1);
  });

  test("the copy of a used upload is kept after a rejection; unused uploads are deleted", async () => {
    const customer = await plus();
    const { key: used } = await uploadFile(customer, await createImage());
    const { key: left } = await uploadFile(customer, await createImage("jpeg"), "image/jpeg");
    const { key: claimed } = await uploadFile(customer, await createImage("webp"), "image/webp");
    const { body } = await edit(customer, [used]);
    const poor = { type: "edit", n: 4, quality: "high", inputImageKeys: [claimed, used] };
    await app().ctx.db.query("update plans set monthly_credit_cap = 5 where id = 'pro'", []);
    expect((await createPlusGeneration(customer, poor)).status).toBe(402);
    await app().ctx.db.query("update plans set monthly_credit_cap = null where id = 'pro'", []);
    const [copy] = await listInputs(app(), body.generationId);
    const unusedCopy = await findCopy(app(), claimed);
    await moveClock(app().databaseUrl, 3 * DAY);
    await uploads.cleanUpUploads(app().ctx);
    await moveClock(app().databaseUrl, 0);
    const { storage } = app().ctx;
    expect(await storage.find(copy?.storageKey ?? "")).toBeDefined();
    expect(await storage.find(left)).toBeUndefined();
    expect(await storage.find(unusedCopy)).toBeUndefined();
    expect((await edit(customer, [left])).status).toBe(400);
  });
});

test.each([
  ["no size", { filename: "a", contentType: "image/png" }, "size"],
  ["an empty file", { filename: "a", contentType: "image/png", size: 0 }, "size"],
  ["more than 10 MB", { filename: "a", contentType: "image/png", size: 10 * 2 ** 20 + 1 }, "size"],
  ["a GIF", { filename: "a", contentType: "image/gif", size: 9 }, "contentType"],
  ["a long name", { filename: "a".repeat(201), contentType: "image/png", size: 9 }, "filename"],
])("an upload with %s is not signed", async (_name, body, field) => {
  const customer = await getApp("disk").customer({ dialect: "plus" });
  const reply = await postPlus(customer, "/api/v1/upload", { body });
  expect(reply.status).toBe(400);
  expect((await reply.json()).error.issues).toMatchObject([{ path: [field] }]);
});

test("a path in the file name does not affect the storage key", async () => {
  const customer = await getApp("disk").customer({ dialect: "plus" });
  const body = { filename: "../../../etc/passwd", contentType: "image/png", size: 9 };
  const signed = await (await postPlus(customer, "/api/v1/upload", { body })).json();
  expect(signed.key).toMatch(/^uploads\/[0-9a-f-]{36}\.png$/);
});

async function foreign(store: string): Promise<string> {
  const other = await getApp(store).customer({ dialect: "plus" });
  return (await uploadFile(other, await createImage())).key;
}

async function expired(store: string, own: Customer): Promise<string> {
  const { key } = await uploadFile(own, await createImage());
  const { db } = getApp(store).ctx;
  await db.query("update uploads set expires_at = clock() where storage_key = $1", [key]);
  return key;
}

/** Uploads bytes with the content type of a PNG. */
async function uploadAsPng(own: Customer, bytes: Buffer | Promise<Buffer>): Promise<string> {
  return (await uploadFile(own, await bytes)).key;
}

async function changed(_store: string, own: Customer): Promise<string> {
  const signed = await uploadFile(own, await createImage());
  expect((await edit(own, [signed.key])).status).toBe(202);
  const other = await createImage("png", 1);
  expect((await putUpload(signed, other)).status).toBe(200);
  return signed.key;
}

async function truncatedImage(): Promise<Buffer> {
  const whole = await createImage();
  return whole.subarray(0, whole.length - 30);
}

async function hugeImage(): Promise<Buffer> {
  const bytes = await createImage();
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  return bytes;
}

const LOCATION = "48.2082 N, 16.3738 E";

/** Adds EXIF data, and a text in the place of the color profile. */
function withExif(jpeg: Buffer): Buffer {
  const segments = [
    { marker: 0xe1, text: "Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" },
    { marker: 0xe2, text: `ICC_PROFILE\0\x01\x01${LOCATION}` },
  ].map(({ marker, text }) => {
    const data = Buffer.from(text, "latin1");
    return Buffer.concat([Buffer.from([0xff, marker, 0, data.length + 2]), data]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

async function listInputs(app: App, id: PlusReply["body"]["generationId"]) {
  const { rows } = await app.ctx.db.query("select inputs from generations where id = $1", [id]);
  const [row] = rows as { inputs: { storageKey: string; digest: string }[] }[];
  return row?.inputs ?? [];
}

async function findCopy(app: App, key: string): Promise<string> {
  const { rows } = await app.ctx.db.query(
    "select copy_key as copy from uploads where storage_key = $1",
    [key],
  );
  return (rows as { copy: string }[])[0]?.copy ?? "";
}

async function fetchBytes(app: App, key: string): Promise<Buffer> {
  const path = join(app.dataDir, crypto.randomUUID());
  await app.ctx.storage.fetchTo(key, path);
  return Buffer.from(await Bun.file(path).bytes());
}

/** Counts the rows that a rejection must not change. */
async function countRows(app: App, { accountId }: Customer) {
  const { rows } = await app.ctx.db.query(
    `select
      (select count(*)::integer from generations where account_id = $1) as generations,
      (select count(*)::integer from credit_holds where account_id = $1) as holds,
      (select count(*)::integer from uploads where account_id = $1 and copy_key is not null) as claimed`,
    [accountId],
  );
  return rows[0] as unknown;
}

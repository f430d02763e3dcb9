import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDisk } from "../../src/storage/disk.ts";

const PNG = "image/png";
const IMAGE = crypto.getRandomValues(new Uint8Array(10_000));
const UNPRIVILEGED_ID = 65_534;
const isRoot = process.geteuid?.() === 0;

let parent: string;
let root: string;
let image: string;
let store: ReturnType<typeof createDisk>;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "darkroom-atomic-write-"));
  if (!isRoot) return;
  // Root can open folders of every mode.
  await chown(parent, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  process.seteuid?.(UNPRIVILEGED_ID);
});

afterAll(async () => {
  if (isRoot) process.seteuid?.(0);
  await rm(parent, { recursive: true, force: true });
});

beforeEach(async () => {
  root = await mkdtemp(join(parent, "root-"));
  image = join(root, "image");
  await Bun.write(image, IMAGE);
  store = createDisk({ root, publicUrl: () => "http://localhost", secret: "for tests" });
});

test("a retry does not store an object before the parent of its new folder is flushed", async () => {
  const key = "generations/a/0.png";
  {
    await using _ = await unflushable("generations");
    await expect(store.put(key, image, PNG)).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.put(key, image, PNG)).rejects.toMatchObject({ code: "unavailable" });
    expect(await store.find(key)).toBeUndefined();
  }
  await store.put(key, image, PNG);
  expect((await store.find(key))?.sizeBytes).toBe(IMAGE.length);
});

test("no object is stored if the flush fails that makes their new folder durable", async () => {
  await using _ = await unflushable("generations");
  const keys = ["generations/a/0.png", "generations/a/1.png"];
  const puts = await Promise.allSettled(keys.map((key) => store.put(key, image, PNG)));
  expect(puts.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await Promise.all(keys.map((key) => store.find(key)))).toEqual([undefined, undefined]);
});

test("a retry after a failed flush of the file stores a copy, which is flushed again", async () => {
  const key = "generations/a/0.png";
  await chmod(image, 0);
  await expect(store.put(key, image, PNG)).rejects.toMatchObject({ code: "unavailable" });
  expect(await store.find(key)).toBeUndefined();
  await chmod(image, 0o600);
  await store.put(key, image, PNG);
  const [copy, source] = await Promise.all([stat(join(root, key)), stat(image)]);
  expect([copy.size, copy.ino === source.ino]).toEqual([IMAGE.length, false]);
});

test("a retry does not store a signed upload before the parent of its new folder is flushed", async () => {
  const object = { sizeBytes: IMAGE.length, contentType: PNG, expiresInSeconds: 60 };
  const { url, headers } = await store.presignPut("uploads/a/0.png", object);
  const upload = async () => {
    const request = new Request(url, { method: "PUT", headers, body: IMAGE });
    return (await store.receiveUpload(request, request.body ?? [])).status;
  };
  {
    await using _ = await unflushable("uploads");
    expect([await upload(), await upload()]).toEqual([503, 503]);
  }
  expect(await upload()).toBe(200);
});

test("a preview is stored without a flush, also again and from a file that cannot be linked", async () => {
  await using _ = await unflushable("partials");
  const key = "partials/a/0.png";
  await store.put(key, image, PNG);
  await Bun.write(image, IMAGE.subarray(0, 5_000));
  await store.put(key, image, PNG);
  expect((await store.find(key))?.sizeBytes).toBe(5_000);
  expect(await readdir(join(root, "drafts"))).toEqual([]);
});

/** Creates a folder of the storage that takes new names, but cannot be opened for a flush until disposed. */
async function unflushable(name: string): Promise<AsyncDisposable> {
  const path = join(root, name);
  await mkdir(path);
  await chmod(path, 0o300);
  return { [Symbol.asyncDispose]: () => chmod(path, 0o700) };
}

import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import { runOrphanRemoval } from "../../jobs/remove-orphans.ts";
import { startWorker } from "../../jobs/worker.ts";
import type { StorageFolder } from "../../src/storage/storage.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { uploadFile } from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { waitForGeneration } from "../support/wait-for-generation.ts";

const DAY = 86_400;
const FOLDERS: StorageFolder[] = ["generations", "inputs", "uploads", "partials", "files"];

let app: App;
let sql: postgres.Sql;
let image: Buffer<ArrayBuffer>;
let path: string;

beforeAll(async () => {
  // Without a worker, whose schedule would remove objects too while the clock is ahead.
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1 });
  const drawing = { width: 512, height: 512, format: "png", index: 1 } as const;
  image = Buffer.from(await renderBase64(drawing), "base64");
  path = join(app.dataDir, "image.png");
  await Bun.write(path, image);
});

afterEach(() => moveClock(app.databaseUrl, 0));

afterAll(async () => {
  await sql.end();
  await app.stop();
});

async function list(): Promise<string[]> {
  const pages = FOLDERS.map((folder) => Array.fromAsync(app.ctx.storage.list(folder)));
  return (await Promise.all(pages)).flat(2).map(({ key }) => key);
}

async function store(key: string): Promise<string> {
  await app.ctx.storage.put(key, path, "image/png");
  return key;
}

/** Runs a worker during an action. */
async function withWorker<Result>(act: () => Promise<Result>): Promise<Result> {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  try {
    return await act();
  } finally {
    await worker.stop();
  }
}

async function generate(customer: Customer): Promise<string> {
  const { body } = await withWorker(() => createHubGeneration(customer, app.url));
  expect(body.status).toBe("succeeded");
  return body.id ?? "";
}

async function createEdit(customer: Customer): Promise<void> {
  const { key } = await uploadFile(customer, image);
  const reply = await customer.call("/api/v1/generate", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "a hill", type: "edit", inputImageKeys: [key] }),
  });
  expect(reply.status).toBe(202);
  // The declared response of this operation. Its image must be stored before the objects are listed.
  const { generationId } = (await reply.json()) as { generationId: string };
  await withWorker(() => waitForGeneration(app, customer, generationId));
}

test("objects without a row are removed after a day, and no others", async () => {
  const customer = await app.customer();
  const id = await generate(customer);
  const editor = await app.customer({ dialect: "plus" });
  await createEdit(editor);
  await uploadFile(editor, image);
  const needed = await list();
  expect(new Set(needed.map((key) => key.split("/")[0]))).toEqual(
    new Set(["generations", "inputs", "uploads"]),
  );
  const orphans = [
    ...FOLDERS.slice(1).map((folder) => `${folder}/${Bun.randomUUIDv7()}/0.png`),
    // An image that a finished generation did not deliver.
    `generations/${id}/9.png`,
    `inputs/${id}/0.png`,
    `uploads/${Bun.randomUUIDv7()}.png`,
  ];
  for (const key of orphans) await store(key);
  await runOrphanRemoval(app.ctx);
  expect((await list()).sort()).toEqual([...needed, ...orphans].sort());
  await moveClock(app.databaseUrl, 2 * DAY);
  await runOrphanRemoval(app.ctx);
  expect((await list()).sort()).toEqual(needed.sort());
});

test("objects of an unfinished generation stay, however old they are", async () => {
  const customer = await app.customer();
  const finished = await generate(customer);
  // As it is while it runs: unfinished, and its images have no row.
  const id = Bun.randomUUIDv7();
  await sql`create temp table copy as select * from generations where id = ${finished}`;
  await sql`
    update copy
    set id = ${id}, hold_id = gen_random_uuid(), status = 'running', finished_at = null, delivered = 0`;
  await sql`set session_replication_role = replica`;
  await sql`insert into generations select * from copy`;
  const key = await store(`generations/${id}/0.png`);
  await moveClock(app.databaseUrl, 9 * DAY);
  await runOrphanRemoval(app.ctx);
  expect(await list()).toContain(key);
  await sql`
    update generations g
    set status = f.status, finished_at = f.finished_at, delivered = f.delivered
    from generations f where f.id = ${finished} and g.id = ${id}`;
  await runOrphanRemoval(app.ctx);
  expect(await list()).not.toContain(key);
  await sql`delete from generations where id = ${id}`;
});

test("images of a generation that the database does not know stay, as after a restore", async () => {
  const key = await store(`generations/${Bun.randomUUIDv7()}/0.png`);
  await moveClock(app.databaseUrl, 9 * DAY);
  await runOrphanRemoval(app.ctx);
  expect(await list()).toContain(key);
});

test("objects that are older than the database stay", async () => {
  const key = await store(`inputs/${Bun.randomUUIDv7()}/0.png`);
  await moveClock(app.databaseUrl, 2 * DAY);
  await sql`update migrations set applied_at = applied_at + interval '1 day'`;
  await runOrphanRemoval(app.ctx);
  expect(await list()).toContain(key);
  await sql`update migrations set applied_at = applied_at - interval '1 day'`;
  await runOrphanRemoval(app.ctx);
  expect(await list()).not.toContain(key);
});

test("a run that was interrupted continues after the last examined object", async () => {
  const keys = [`uploads/${Bun.randomUUIDv7()}.png`, `uploads/${Bun.randomUUIDv7()}.png`].sort();
  for (const key of keys) await store(key);
  await sql`
    insert into orphan_scans (folder, after_key, updated_at)
    values ('uploads', ${keys[0] ?? ""}, clock())
    on conflict (folder) do update set after_key = excluded.after_key`;
  await moveClock(app.databaseUrl, 2 * DAY);
  await runOrphanRemoval(app.ctx);
  const left = await list();
  expect(left).toContain(keys[0] ?? "");
  expect(left).not.toContain(keys[1] ?? "");
  await runOrphanRemoval(app.ctx);
  expect(await list()).not.toContain(keys[0] ?? "");
});

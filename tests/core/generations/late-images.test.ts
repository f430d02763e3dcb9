import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { runGeneration } from "../../../src/core/generations/run.ts";
import { finishOverdueGenerations } from "../../../src/core/generations/recover.ts";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getBalance,
  getFinishedGeneration,
  createHubGeneration,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

let upstream: Upstream;
let app: App;
const never = new AbortController().signal;
const workers: RunningWorker[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterEach(async () => {
  upstream.release();
  for (const worker of workers.splice(0)) await worker.stop();
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

test("images that arrive after a generation has finished are deleted and not served", async () => {
  const { customer, id } = await createHeld();
  await moveClock(app.databaseUrl, 3601);
  await finishOverdueGenerations(app.ctx);
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "failed" });
  upstream.release();
  await runFinished(id, "already");
  await eventually(async () => (await filesOf(id)).length === 0, {
    message: "The late image is still stored",
  });
  expect((await fetch(`${app.url}/files/generations/${id}/0.png`)).status).toBe(404);
  expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
});

test("a broken image of a worker without a claim does not replace the delivered one", async () => {
  const image = Buffer.from(
    await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 }),
    "base64",
  );
  const broken = image.subarray(0, image.length / 2).toString("base64");
  upstream.respondWith(async ({ send, released }) => {
    await released;
    await send(JSON.stringify({ created: 1, data: [{ b64_json: broken }] }));
  });
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  const { end } = await runInLostWorker(id);
  const path = join(app.dataDir, "image.png");
  await Bun.write(path, image);
  await app.ctx.storage.put(`generations/${id}/0.png`, path, "image/png");
  await app.ctx.db.query("update workers set stopped_at = clock()", []);
  workers.push(await startWorker(app.ctx, app.databaseUrl));
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  upstream.release();
  await end;
  const reply = await fetch(`${app.url}/files/generations/${id}/0.png`);
  expect(Buffer.from(await reply.arrayBuffer()).equals(image)).toBe(true);
});

test("a create that is rejected for lack of credits stores no input image", async () => {
  const customer = await app.customer({ credits: 0 });
  const before = await readdir(join(app.dataDir, "files", "inputs")).catch(() => []);
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  const base64 = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  const image = new Blob([Buffer.from(base64, "base64")], { type: "image/png" });
  form.append("reference_image", image, "reference.png");
  const path = "/api/v1/images/generations";
  expect((await customer.call(path, { method: "POST", body: form })).status).toBe(402);
  const inputs = await Array.fromAsync(
    new Bun.Glob("files/inputs/**/*.png").scan({ cwd: app.dataDir }),
  );
  expect(inputs).toHaveLength(before.length);
});

/** Accepts a generation whose call was sent and waits for `upstream.release()`. */
async function createHeld() {
  workers.push(await startWorker(app.ctx, app.databaseUrl));
  const calls = upstream.calls.length;
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, {
    async: true,
    prompt: "#up:hold",
  });
  await upstream.arrived(calls + 1);
  return { customer, id: body.id ?? "" };
}

/** Runs a generation until its call was sent, in a worker that takes no other. Returns its end. */
async function runInLostWorker(id: string): Promise<{ end: Promise<unknown> }> {
  const worker = { id: crypto.randomUUID(), running: new Map(), draining: never };
  await app.ctx.db.query(
    `insert into workers (id, pool_ids, started_at, seen_at) values ($1, '{}', clock(), clock())`,
    [worker.id],
  );
  const calls = upstream.calls.length;
  const end = runGeneration(app.ctx, worker, { id });
  await upstream.arrived(calls + 1);
  return { end };
}

/** Waits until the run of a generation has finished with this outcome. */
async function runFinished(id: string, outcome: string): Promise<void> {
  const isEnd = (line: string) =>
    line.includes("generation_finished_by_worker") &&
    line.includes(id) &&
    line.includes(`:"${outcome}"`);
  const message = `No run of ${id} has finished as ${outcome}`;
  await eventually(() => app.lines.some(isEnd), { message });
}

async function filesOf(id: string): Promise<string[]> {
  return readdir(join(app.dataDir, "files", "generations", id)).catch(() => []);
}

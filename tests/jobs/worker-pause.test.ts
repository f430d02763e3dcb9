import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("a paused worker finishes what it runs, claims nothing new and reports the reason", async () => {
  const customer = await app.customer();
  const running = await createHubGeneration(customer, app.url, {
    async: true,
    prompt: "a hill #slow:2",
  });
  await started(running.body.id ?? "");
  app.ctx.workerStatus.pause("storage");
  const waiting = await createHubGeneration(customer, app.url, { async: true, prompt: "a lake" });
  expect(await getFinishedGeneration(app, customer, running.body.id ?? "")).toMatchObject({
    status: "succeeded",
  });
  const { rows } = await app.ctx.db.query("select status from generations where id = $1", [
    waiting.body.id,
  ]);
  expect(Array.from(rows)).toEqual([{ status: "queued" }] as never[]);
  expect(await (await app.fetch("/readyz")).json()).toMatchObject({
    status: "ok",
    worker: "paused",
    pausedFor: ["storage"],
  });
  const page = await (await app.fetch("/metrics")).text();
  expect(page).toContain('darkroom_worker_paused{reason="storage"} 1');

  app.ctx.workerStatus.resume("storage");
  expect(await getFinishedGeneration(app, customer, waiting.body.id ?? "")).toMatchObject({
    status: "succeeded",
  });
  expect(await (await app.fetch("/readyz")).json()).not.toHaveProperty("worker");
});

function started(id: string): Promise<boolean> {
  const text = "select 1 from generations where id = $1 and status = 'running'";
  const isRunning = async () => (await app.ctx.db.query(text, [id])).rowCount === 1;
  return eventually(isRunning, { message: "The generation did not start" });
}

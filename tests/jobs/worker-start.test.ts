import { afterAll, beforeAll, expect, test } from "bun:test";
import { startWorker } from "../../jobs/worker.ts";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

test("a worker whose pools cannot be opened leaves no connection", async () => {
  await expect(startWorker(app.ctx, "postgres://127.0.0.1:1/none")).rejects.toThrow();
  expect(app.ctx.db.readPools().filter(({ name }) => name === "session")).toEqual([]);
});

test("a worker that cannot be registered leaves no connection", async () => {
  await app.ctx.db.query("alter table workers rename to absent_workers", []);
  await expect(startWorker(app.ctx, app.databaseUrl)).rejects.toThrow();
  expect(app.ctx.db.readPools().filter(({ name }) => name === "session")).toEqual([]);
});

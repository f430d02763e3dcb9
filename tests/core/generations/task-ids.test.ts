import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { recoverTaskIds } from "../../../src/core/generations/task-ids.ts";
import { type App, startApp } from "../../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

test("processes of one machine that start together recover the same task ids", async () => {
  const folder = join(app.dataDir, "task-ids");
  await mkdir(folder);
  for (let number = 1; number <= 50; number++) {
    const task = { generationId: crypto.randomUUID(), attemptId: `${number}`, taskId: "task" };
    await Bun.write(join(folder, `${number}.json`), JSON.stringify(task));
  }
  await Promise.all([recoverTaskIds(app.ctx), recoverTaskIds(app.ctx), recoverTaskIds(app.ctx)]);
  expect(await readdir(folder)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "bun:test";
import { withDownloadedInputs } from "../../../src/core/generations/input-urls.ts";
import { type App, startApp } from "../../support/app.ts";
import { type BreakableStorage, startBreakableStorage } from "../../support/outage/storage.ts";

let storage: BreakableStorage;
let app: App;

beforeAll(async () => {
  storage = await startBreakableStorage();
  app = await startApp({ worker: false, env: storage.env });
});

afterAll(async () => {
  await app.stop();
  await storage.stop();
});

test.each(["hanging", "refusing"] as const)(
  "a stored image is unavailable, not invalid, while the object storage is %s",
  async (condition) => {
    storage.become(condition);
    const url = app.ctx.storage.imageUrl(`generations/${crypto.randomUUID()}/0.png`);
    const links = [{ url, field: ["image_urls", 0] }];
    const wanted = { links, deadlineMs: 300 };
    const fetched = withDownloadedInputs(app.ctx, wanted, async () => "all there");
    await expect(fetched).rejects.toMatchObject({ code: "unavailable" });
  },
);

import { afterAll, beforeAll, expect, test } from "bun:test";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { bindInstallation } from "../../src/core/accounts/installation.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cli, cliInProcess, type Result } from "../support/cli.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { runStatement } from "../support/run-statement.ts";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp();
  await bindInstallation(app.ctx);
  customer = await app.customer();
});

afterAll(() => app.stop());

const ARGS = ["doctor", "--deep", "--json"];

function toSettings({ dataDir, databaseUrl }: App) {
  return { DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
}

async function examine(...args: string[]) {
  return readChecks(await cliInProcess(toSettings(app), ...ARGS, ...args));
}

function readChecks({ code, out, err }: Result) {
  const { checks } = JSON.parse(out) as { checks: Record<"check" | "state" | "message", string>[] };
  const find = (name: string) => checks.find(({ check }) => check === name);
  return { code, err, images: find("images"), orphans: find("orphans") };
}

/** Creates a generation with two images. Returns its id. */
async function generate(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { n: 2 });
  return body.id ?? "";
}

test("doctor --deep finds delivered images whose objects are missing or have another size", async () => {
  const id = await generate();
  const sound = readChecks(await cli(toSettings(app), ...ARGS));
  expect(sound.images).toMatchObject({
    ...{ state: "ok", message: "2 images were compared with their objects." },
  });
  const keys = [0, 1].map((position) => `generations/${id}/${position}.png`);
  await app.ctx.storage.remove(keys.slice(0, 1));
  await Bun.write(join(app.dataDir, "files", keys[1] ?? ""), "short");
  const damaged = await examine();
  expect(damaged).toMatchObject({ code: 1, images: { state: "fail" } });
  expect(damaged.images?.message).toContain(
    "Of 2 images, 1 objects are missing and 1 have another size",
  );
  for (const key of keys) expect(damaged.images?.message).toContain(key);
  expect((await examine("--sample", "1")).images?.message).toStartWith("Of 1 images");
  expect((await examine("--sample", "9")).images?.message).toStartWith("Of 2 images");
});

test("doctor --deep does not miss objects of images that their owner has deleted", async () => {
  const before = (await examine()).images?.message.match(/^Of (\d+)/)?.[1];
  const id = await generate();
  const text = "update generations set deleted_at = clock() where id = $1";
  await app.ctx.db.query(text, [id]);
  expect((await examine()).images?.message).toStartWith(`Of ${before} images`);
});

test("doctor --deep counts objects that no row needs, and leaves them in place", async () => {
  // Without a worker, whose schedule removes them.
  const idle = await startApp({ worker: false });
  await bindInstallation(idle.ctx);
  // Objects that are older than the database are left alone.
  const text = "update migrations set applied_at = applied_at - interval '9 days'";
  await runStatement(idle.databaseUrl, text);
  const key = `inputs/${crypto.randomUUID()}/0.png`;
  const path = join(idle.dataDir, "orphan.png");
  await Bun.write(path, "a forgotten input image");
  await idle.ctx.storage.put(key, path, "image/png");
  const examineIdle = async () => readChecks(await cliInProcess(toSettings(idle), ...ARGS));
  expect((await examineIdle()).orphans).toMatchObject({ state: "ok" });
  const old = new Date(Date.now() - 2 * 86_400_000);
  await utimes(join(idle.dataDir, "files", key), old, old);
  expect((await examineIdle()).orphans).toMatchObject({
    ...{ state: "warn", message: expect.stringMatching(/^No row needs 1 of 1 objects\./) },
  });
  expect(await idle.ctx.storage.find(key)).toBeDefined();
  await idle.stop();
});

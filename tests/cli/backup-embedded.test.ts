import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, cp, exists, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, startCli } from "../support/cli.ts";
import { createDatabase } from "../support/database.ts";
import { findDebianPostgres } from "../support/outage/debian-postgres.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-backup-"));
  // Under root, the embedded Postgres runs as another user.
  await chmod(folder, 0o711);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a stopped embedded database is backed up and restored with its images and keys", async () => {
  const settings = { DATA_DIR: join(folder, "data"), PORT: "0" };
  const target = { DATA_DIR: join(folder, "restored"), PORT: "0" };
  for (const { DATA_DIR } of [settings, target]) await mkdir(DATA_DIR);
  const backup = join(folder, "backup");
  const original = startCli(settings, "serve", "--json");
  const { url } = JSON.parse(await original.firstLine);
  const created = await cli(
    settings,
    ...["key", "create", "--email", "owner@darkroom.local", "--dialect", "hub", "--json"],
  );
  const { key } = JSON.parse(created.out);
  const image = await generate(url, key);
  const busy = await cli(settings, "backup", join(folder, "busy"));
  expect(busy).toMatchObject({ code: 1, err: expect.stringContaining("stop `serve`") });
  original.kill("SIGTERM");
  await original.result;

  const made = await cli(settings, "backup", backup, "--json");
  expect({ code: made.code, err: made.err, ...JSON.parse(made.out) }).toMatchObject({
    ...{ code: 0, err: "", kind: "embedded", includesSecret: true, includesObjects: true },
    objects: { count: 1, sizeBytes: image.bytes.length },
  });
  expect(await cli(settings, "restore", backup)).toMatchObject({
    ...{ code: 1, err: expect.stringContaining("is not empty") },
  });
  await rm(settings.DATA_DIR, { recursive: true });
  await expectOutsideKeyRejected(backup);
  await expectSecretRequested(backup);
  const restored = await cli(target, "restore", backup, "--json");
  expect({ code: restored.code, err: restored.err, ...JSON.parse(restored.out) }).toMatchObject({
    ...{ code: 0, err: "", ok: true, migrated: [], violations: [] },
    objects: { count: 1, missing: 0, different: 0 },
  });
  const again = startCli(target, "serve", "--json");
  const next = JSON.parse(await again.firstLine).url;
  const path = new URL(image.url).pathname;
  expect(Buffer.from(await (await fetch(new URL(path, next))).bytes())).toEqual(image.bytes);
  await generate(next, key);
  again.kill("SIGTERM");
  expect((await again.result).code).toBe(0);
});

test("a backup names the pg_dump that is missing for the version of the server", async () => {
  const database = await createDatabase();
  // The tests' Postgres is newer than that of most systems.
  if (findDebianPostgres()?.match(/\d+/)?.[0] !== "18") {
    const settings = { DATA_DIR: folder, DATABASE_URL: database.url };
    const { code, err } = await cli(settings, "backup", join(folder, "without"));
    expect({ code, err }).toMatchObject({
      ...{ code: 1, err: expect.stringMatching(/pg_dump 18 or newer was not found.*install/) },
    });
  }
  await database.drop();
});

/** Restores a copy of a backup whose manifest names a file outside the folder of the objects. */
async function expectOutsideKeyRejected(backup: string): Promise<void> {
  const [forged, target] = [join(folder, "forged"), join(folder, "elsewhere", "data")];
  await cp(backup, forged, { recursive: true });
  await mkdir(target, { recursive: true });
  const key = "../../outside.png";
  await Bun.write(join(forged, "files", key), "outside");
  const manifest = `${JSON.stringify({ key, sizeBytes: 7 })}\n`;
  await Bun.write(join(forged, "objects.jsonl"), manifest);
  const metadata = Bun.file(join(forged, "backup.json"));
  const sha256 = Bun.SHA256.hash(manifest, "hex");
  const sizeBytes = manifest.length;
  await metadata.write(
    JSON.stringify({ ...(await metadata.json()), manifest: { sizeBytes, sha256 } }),
  );
  const { code, err } = await cli({ DATA_DIR: target, PORT: "0" }, "restore", forged);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("names no object") });
  expect(await exists(join(folder, "elsewhere", "outside.png"))).toBe(false);
}

/** Restores a backup without its secret, which must not advise a DATA_DIR that is not empty. */
async function expectSecretRequested(backup: string): Promise<void> {
  const [copy, target] = [join(folder, "without-secret"), join(folder, "new")];
  await mkdir(target);
  await cp(join(backup, "objects.jsonl"), join(copy, "objects.jsonl"));
  const metadata = await Bun.file(join(backup, "backup.json")).json();
  const changed = JSON.stringify({ ...metadata, includesSecret: false });
  await Bun.write(join(copy, "backup.json"), changed);
  const { code, err } = await cli({ DATA_DIR: target, PORT: "0" }, "restore", copy);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("set APP_SECRET") });
  expect(err).not.toContain("DATA_DIR");
}

async function generate(url: string, key: string) {
  const response = await fetch(new URL("/api/v1/images/generations", url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill" }),
  });
  const body = (await response.json()) as { images: { url: string }[] };
  const imageUrl = body.images[0]?.url ?? "";
  const bytes = Buffer.from(await (await fetch(imageUrl)).bytes());
  return { url: imageUrl, bytes };
}

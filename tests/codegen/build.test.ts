import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOperatorFiles } from "../../src/codegen/build.ts";

const FILES = [
  ".env.example",
  "deploy/compose.yaml",
  "deploy/darkroom.env.example",
  "deploy/high-availability/compose.yaml",
];
const SECRETS = ["darkroom.env", "darkroom.env.old", ".env.local", "high-availability/.env"];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-build-"));
});

afterAll(() => rm(folder, { recursive: true }));

test("operators get no local file of secrets, also none that an earlier build copied", async () => {
  const [from, to] = [join(folder, "from"), join(folder, "dist")];
  for (const path of FILES) await Bun.write(join(from, path), "text");
  for (const name of SECRETS) await Bun.write(join(from, "deploy", name), "secret");
  await Bun.write(join(to, "deploy/high-availability/.env"), "secret");
  await copyOperatorFiles(from, to);
  const copied = await readdir(to, { recursive: true, withFileTypes: true });
  const paths = copied
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(paths.toSorted()).toEqual(FILES.map((path) => join(to, path)));
});

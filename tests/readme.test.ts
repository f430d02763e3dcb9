import { expect, test } from "bun:test";
import { join } from "node:path";
import { commands } from "../src/cli/commands.ts";
import { readConfig } from "../src/foundation/config.ts";

const house = join(import.meta.dir, "..");
const readme = await Bun.file(join(house, "README.md")).text();
const firstColumn = [...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell);

test("README lists every setting that is read, and no other", () => {
  const read = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void read.add(String(name)) }));
  const listed = firstColumn.filter((cell) => /^[A-Z][A-Z0-9_]+$/.test(cell));
  expect(listed.toSorted()).toEqual([...read].toSorted());
});

test("README lists every command, and no other", () => {
  const listed = firstColumn.filter((cell) => /^[a-z]/.test(cell));
  const names = listed.map((cell) => cell.split(/ (?=[A-Z[-])/)[0]);
  expect(names).toEqual(commands.map(({ name }) => name));
});

test("every picture and file that README shows is there", async () => {
  const paths = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path = ""]) => path);
  expect(paths).not.toEqual([]);
  for (const path of paths) expect(await Bun.file(join(house, path)).exists()).toBe(true);
});

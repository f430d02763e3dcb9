import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import {
  findDevelopmentImports,
  findUnusedDependencies,
  type Package,
} from "./support/structure/dependencies.ts";
import { ROOT, readAll, readRepository } from "./support/structure/repository.ts";
import { findUnusedExports } from "./support/structure/usage.ts";

const sources = await readRepository();
const manifest: Package = await Bun.file(join(ROOT, "package.json")).json();

async function readTexts(pattern: string): Promise<Record<string, string>> {
  const paths = await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: ROOT }));
  const read = async (path: string) => [path, await Bun.file(join(ROOT, path)).text()] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

describe("in the repository,", () => {
  test("every export of the sources and jobs is imported", async () => {
    const generated = readAll(await readTexts("generated/**/*.ts"));
    expect(findUnusedExports(sources, [...sources, ...generated])).toEqual([]);
  });

  test("every dependency is used", async () => {
    const others = ["tsconfig.json", "src/**/*.css", "src/**/*.html"].map(readTexts);
    const texts = [
      ...sources.map(({ text }) => text),
      ...(await Promise.all(others)).flatMap(Object.values),
    ];
    expect(findUnusedDependencies(manifest, texts)).toEqual([]);
  });

  test("the program imports no development dependency", () => {
    expect(findDevelopmentImports(manifest, sources)).toEqual([]);
  });
});

describe("a violation is detected:", () => {
  test("every export of the sources and jobs is imported", () => {
    const files = readAll({
      "src/a.ts": `export function f() {} export type T = 1; export const c = 1; export { f as g };`,
      "jobs/b.ts": `import { f } from "../src/a.ts"; export interface B {}`,
      "tests/c.test.ts": `import * as a from "../src/a.ts"; import type { B } from "../jobs/b.ts"; a.c;`,
    });
    expect(findUnusedExports(files, files)).toEqual([
      "src/a.ts:1: T is exported and not imported",
      "src/a.ts:1: g is exported and not imported",
    ]);
  });

  test("every dependency is used", () => {
    const packages = { dependencies: { pg: "1" }, devDependencies: { ai: "1", "@types/pg": "1" } };
    const texts = [`import pg from "pg/lib/client.js"; "a fair air";`];
    expect(findUnusedDependencies(packages, texts)).toEqual(["package.json: ai is not used"]);
  });

  test("the program imports no development dependency", () => {
    const packages = { dependencies: { pg: "1" }, devDependencies: { "@a/b": "1" } };
    const text = `import pg from "pg"; import { c } from "@a/b/c.js"; import "./@a/b.ts";`;
    const files = readAll({ "src/a.ts": text, "tests/a.test.ts": text, "src/codegen/a.ts": text });
    expect(findDevelopmentImports(packages, files)).toEqual([
      "src/a.ts:1: imports the development dependency @a/b",
    ]);
  });
});

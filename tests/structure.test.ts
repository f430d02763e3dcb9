import { describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  findDevelopmentImports,
  findUnusedDependencies,
  type Package,
} from "./support/structure/dependencies.ts";
import { findMissingImports } from "./support/structure/layers.ts";
import { ROOT, readAll, readRepository } from "./support/structure/repository.ts";
import { STRUCTURE_RULES } from "./support/structure/structure-rules.ts";
import { findUnusedExports } from "./support/structure/usage.ts";

const TOP_LEVEL = [
  ...[".ci", ".dockerignore", ".editorconfig", ".env.example", ".gitattributes", ".github"],
  ...[".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE"],
  ...["README.md", "SECURITY.md", "bun.lock", "bunfig.toml", "deploy", "generated", "jobs"],
  ...["openapi.yaml", "package.json", "sql", "src", "tests", "tsconfig.json"],
];

const sources = await readRepository();
const manifest: Package = await Bun.file(join(ROOT, "package.json")).json();

describe("in the repository,", () => {
  for (const { guarantee, find } of STRUCTURE_RULES) {
    test(guarantee, () => {
      expect(find(sources)).toEqual([]);
    });
  }

  test("every relative import names an existing file", async () => {
    const files = new Bun.Glob("{src,jobs,tests,sql,generated}/**/*").scan({ cwd: ROOT });
    const top = new Bun.Glob("*").scan({ cwd: ROOT });
    const known = new Set([...(await Array.fromAsync(files)), ...(await Array.fromAsync(top))]);
    expect(findMissingImports(sources, known)).toEqual([]);
  });

  test("the top level contains only the listed files and folders", async () => {
    const ignored = (await Bun.file(`${ROOT}/.gitignore`).text()).split(/\/?\n/);
    const names = (await readdir(ROOT)).filter(
      (name) => name !== ".git" && !ignored.includes(name),
    );
    expect(names.filter((name) => !TOP_LEVEL.includes(name))).toEqual([]);
  });

  test("the rules read the sources, jobs, tests and SQL", () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toContain("src/foundation/errors.ts");
    expect(paths).toContain("jobs/tasks.ts");
    expect(paths).toContain("tests/structure.test.ts");
    expect(paths.some((path) => path.startsWith("sql/"))).toBe(true);
  });

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
  for (const { guarantee, find, bad, good } of STRUCTURE_RULES) {
    test(guarantee, () => {
      for (const files of bad)
        expect({ files, faults: find(readAll(files)) }).not.toEqual({ files, faults: [] });
      for (const files of good)
        expect({ files, faults: find(readAll(files)) }).toEqual({ files, faults: [] });
    });
  }

  test("every relative import names an existing file", () => {
    const files = readAll({ "src/a.ts": `import "./b.ts"; import "./core/c.ts";` });
    expect(findMissingImports(files, new Set(["src/a.ts", "src/b.ts"]))).toEqual([
      "src/a.ts:1: src/core/c.ts does not exist",
    ]);
  });

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

async function readTexts(pattern: string): Promise<Record<string, string>> {
  const paths = await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: ROOT }));
  const read = async (path: string) => [path, await Bun.file(join(ROOT, path)).text()] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

import { describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { findMissingImports } from "./support/structure/layers.ts";
import { ROOT, readAll, readRepository } from "./support/structure/repository.ts";
import { STRUCTURE_RULES } from "./support/structure/structure-rules.ts";

const TOP_LEVEL = [
  ...[".ci", ".dockerignore", ".editorconfig", ".env.example", ".gitattributes", ".github"],
  ...[".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE"],
  ...["README.md", "SECURITY.md", "bun.lock", "bunfig.toml", "generated", "jobs", "openapi.yaml"],
  ...["package.json", "sql", "src", "tests", "tsconfig.json"],
];

const sources = await readRepository();

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
});

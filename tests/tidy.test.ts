import { describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { findMissingImports } from "./support/structure/layers.ts";
import { type Files, RULES } from "./support/structure/rules.ts";
import { read } from "./support/structure/source.ts";

const house = join(import.meta.dir, "..");
const TOP_LEVEL = [
  ...[".ci", ".dockerignore", ".editorconfig", ".env.example", ".gitattributes", ".github"],
  ...[".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE"],
  ...["README.md", "SECURITY.md", "bun.lock", "bunfig.toml", "generated", "jobs", "openapi.yaml"],
  ...["package.json", "sql", "src", "tests", "tsconfig.json"],
];

const paths = await Array.fromAsync(
  new Bun.Glob("{src,jobs,tests,sql}/**/*.{ts,tsx,sql}").scan({ cwd: house }),
);
const sources = await Promise.all(
  paths.sort().map(async (path) => read(path, await Bun.file(join(house, path)).text())),
);

describe("the house is tidy", () => {
  for (const { guarantee, find } of RULES) {
    test(guarantee, () => {
      expect(find(sources)).toEqual([]);
    });
  }

  test("every relative import names a file that exists", async () => {
    const files = new Bun.Glob("{src,jobs,tests,sql,generated}/**/*").scan({ cwd: house });
    const top = new Bun.Glob("*").scan({ cwd: house });
    const known = new Set([...(await Array.fromAsync(files)), ...(await Array.fromAsync(top))]);
    expect(findMissingImports(sources, known)).toEqual([]);
  });

  test("nothing lies at the top that does not belong there", async () => {
    const ignored = (await Bun.file(join(house, ".gitignore")).text()).split(/\/?\n/);
    const names = (await readdir(house)).filter(
      (name) => name !== ".git" && !ignored.includes(name),
    );
    expect(names.filter((name) => !TOP_LEVEL.includes(name))).toEqual([]);
  });

  test("there is a house to look at", () => {
    expect(paths).toContain("src/foundation/errors.ts");
    expect(paths).toContain("jobs/tasks.ts");
    expect(paths).toContain("tests/tidy.test.ts");
    expect(paths.some((path) => path.startsWith("sql/"))).toBe(true);
  });
});

describe("each rule can be broken", () => {
  for (const { guarantee, find, bad, good } of RULES) {
    test(guarantee, () => {
      for (const files of bad)
        expect({ files, faults: find(readAll(files)) }).not.toEqual({ files, faults: [] });
      for (const files of good)
        expect({ files, faults: find(readAll(files)) }).toEqual({ files, faults: [] });
    });
  }

  test("every relative import names a file that exists", () => {
    const files = readAll({ "src/a.ts": `import "./b.ts"; import "./core/c.ts";` });
    expect(findMissingImports(files, new Set(["src/a.ts", "src/b.ts"]))).toEqual([
      "src/a.ts:1: src/core/c.ts does not exist",
    ]);
  });
});

test("a fault names its file and line", () => {
  const rule = RULES.find(({ guarantee }) => guarantee.includes("any"));
  expect(rule?.find(readAll({ "src/a.ts": "\n\nlet a: any;" }))).toEqual(["src/a.ts:3: any"]);
});

function readAll(files: Files) {
  return Object.entries(files).map(([path, text]) => read(path, text));
}

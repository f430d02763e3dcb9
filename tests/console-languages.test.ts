import { expect, test } from "bun:test";
import { join } from "node:path";
import en from "../src/console/languages/en.json";
import tr from "../src/console/languages/tr.json";
import simplified from "../src/console/languages/zh-CN.json";
import traditional from "../src/console/languages/zh-TW.json";

const home = join(import.meta.dir, "../src/console");
const english = entriesOf(en);

for (const [language, catalogue] of Object.entries({
  "zh-CN": simplified,
  "zh-TW": traditional,
  tr,
})) {
  const words = entriesOf(catalogue);

  test(`${language} says everything that English says, and nothing else`, () => {
    expect(keysOf(words)).toEqual(keysOf(english));
  });

  test(`${language} fills in what English fills in`, () => {
    for (const [key, text] of words) {
      const model = english.get(key) ?? english.get(`${bare(key)}_other`) ?? "";
      expect({ key, holes: holesOf(text) }).toEqual({ key, holes: holesOf(model) });
    }
  });
}

test("no word of the catalogue is left over", async () => {
  const files = new Bun.Glob("**/*.{ts,tsx}").scan({ cwd: home });
  const texts = await Array.fromAsync(files, (file) => Bun.file(join(home, file)).text());
  const code = texts.join("\n");
  const isSaid = (key: string) => code.includes(`"${key}"`) || isMade(code, key);
  expect(keysOf(english).filter((key) => !isSaid(key))).toEqual([]);
});

/** A key that is put together in code, as `state.${status}` is. */
function isMade(code: string, key: string): boolean {
  const parts = key.split(".");
  return parts.some(
    (_, index) => index > 0 && code.includes(`\`${parts.slice(0, index).join(".")}.\${`),
  );
}

function entriesOf(catalogue: object, path: string[] = []): Map<string, string> {
  const entries = Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === "string"
      ? [[[...path, key].join("."), value]]
      : [...entriesOf(value, [...path, key])],
  );
  return new Map(entries);
}

/** Languages have as many plurals as they need. */
function keysOf(entries: Map<string, string>): string[] {
  return [...new Set([...entries.keys()].map(bare))].toSorted();
}

function bare(key: string): string {
  return key.replace(/_(?:one|other)$/, "");
}

function holesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
}

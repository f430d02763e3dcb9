import { expect, test } from "bun:test";
import { join } from "node:path";
import en from "../../src/console/languages/en.json";
import tr from "../../src/console/languages/tr.json";
import simplified from "../../src/console/languages/zh-CN.json";
import traditional from "../../src/console/languages/zh-TW.json";

const consoleFolder = join(import.meta.dir, "../../src/console");
const english = toEntries(en);

for (const [language, catalog] of Object.entries({
  "zh-CN": simplified,
  "zh-TW": traditional,
  tr,
})) {
  const messages = toEntries(catalog);

  test(`${language} has the same keys as English`, () => {
    expect(listKeys(messages)).toEqual(listKeys(english));
  });

  test(`${language} has the same placeholders as English`, () => {
    for (const [key, text] of messages) {
      const reference = english.get(key) ?? english.get(`${withoutPlural(key)}_other`) ?? "";
      expect({ key, placeholders: listPlaceholders(text) }).toEqual({
        key,
        placeholders: listPlaceholders(reference),
      });
    }
  });
}

test("every message of the catalog is used", async () => {
  const files = new Bun.Glob("**/*.{ts,tsx}").scan({ cwd: consoleFolder });
  const texts = await Array.fromAsync(files, (file) => Bun.file(join(consoleFolder, file)).text());
  const code = texts.join("\n");
  const isUsed = (key: string) => code.includes(`"${key}"`) || isComposed(code, key);
  expect(listKeys(english).filter((key) => !isUsed(key))).toEqual([]);
});

/** Returns whether a key is composed in code, like `state.${status}`. */
function isComposed(code: string, key: string): boolean {
  const parts = key.split(".");
  return parts.some(
    (_, index) => index > 0 && code.includes(`\`${parts.slice(0, index).join(".")}.\${`),
  );
}

function toEntries(catalog: object, path: string[] = []): Map<string, string> {
  const entries = Object.entries(catalog).flatMap(([key, value]): [string, string][] =>
    typeof value === "string"
      ? [[[...path, key].join("."), value]]
      : [...toEntries(value, [...path, key])],
  );
  return new Map(entries);
}

/** Returns the keys without plural suffixes, which differ between languages. */
function listKeys(entries: Map<string, string>): string[] {
  return [...new Set([...entries.keys()].map(withoutPlural))].toSorted();
}

function withoutPlural(key: string): string {
  return key.replace(/_(?:one|other)$/, "");
}

function listPlaceholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
}

import { expect, test } from "bun:test";
import { join } from "node:path";
import en from "../../src/console/languages/en.json";
import tr from "../../src/console/languages/tr.json";
import simplified from "../../src/console/languages/zh-CN.json";
import traditional from "../../src/console/languages/zh-TW.json";

const consoleFolder = join(import.meta.dir, "../../src/console");
const english = toEntries(en);

// All other namespaces are shared.
const NAMESPACES_OF_PAGES: Record<string, string[]> = {
  admin: ["admin"],
  credits: ["credits", "ledger"],
  generations: ["generations", "timeline"],
  keys: ["keys"],
  overview: ["overview"],
  playground: ["playground"],
  settings: ["settings"],
  "sign-in": ["signIn"],
  usage: ["usage"],
  webhooks: ["webhooks", "deliveries"],
};

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

test("the operator has one name in each language, the one of the docs", () => {
  expect(JSON.stringify(tr)).not.toMatch(/operatör/i);
  expect(JSON.stringify(simplified)).not.toContain("运营方");
});

test("every message of the catalog is used", async () => {
  const files = new Bun.Glob("**/*.{ts,tsx}").scan({ cwd: consoleFolder });
  const texts = await Array.fromAsync(files, (file) => Bun.file(join(consoleFolder, file)).text());
  const code = texts.join("\n");
  const isUsed = (key: string) => code.includes(`"${key}"`) || isComposed(code, key);
  expect(listKeys(english).filter((key) => !isUsed(key))).toEqual([]);
});

test("a page uses its own messages and shared ones, never those of another page", async () => {
  const files = new Bun.Glob("**/*.{ts,tsx}").scan({ cwd: consoleFolder });
  const texts = await Array.fromAsync(files, async (file) => {
    return { file, code: await Bun.file(join(consoleFolder, file)).text() };
  });
  expect(texts.flatMap(({ file, code }) => findForeignMessages(file, code))).toEqual([]);
});

test("the check of namespaces finds messages of another page", () => {
  const code = 't("keys.create"); t("common.save"); t(`usage.perDay.${measure}`); "credits.low";';
  expect(findForeignMessages("pages/keys/keys-page.tsx", code)).toEqual([
    "pages/keys/keys-page.tsx: usage.perDay.",
  ]);
  expect(findForeignMessages("components/table.tsx", code)).toEqual([
    "components/table.tsx: keys.create",
    "components/table.tsx: usage.perDay.",
  ]);
});

/** Returns the messages in a source file that belong to another folder of pages. */
function findForeignMessages(file: string, code: string): string[] {
  const [folder, page = ""] = file.split("/");
  const ownNamespaces = folder === "pages" ? (NAMESPACES_OF_PAGES[page] ?? []) : [];
  const foreign = Object.values(NAMESPACES_OF_PAGES)
    .flat()
    .filter((namespace) => !ownNamespaces.includes(namespace));
  const keys = listKeys(english);
  return [...code.matchAll(/["`]([A-Za-z]+\.[\w.]*)/g)]
    .map(([, key = ""]) => key)
    .filter((key) => foreign.includes(key.replace(/\..*/, "")))
    .filter((key) => keys.some((known) => known === key || known.startsWith(key)))
    .map((key) => `${file}: ${key}`);
}

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
  return [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? "").toSorted();
}

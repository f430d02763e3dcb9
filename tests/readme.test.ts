import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../src/cli/commands.ts";
import { readConfig } from "../src/foundation/config.ts";

const root = join(import.meta.dir, "..");
const readme = await Bun.file(join(root, "README.md")).text();
const firstColumn = [...readme.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell);

const example = await Bun.file(join(root, ".env.example")).text();
const exampleSettings = [...example.matchAll(/^#([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(
  ([, name = "", value = ""]) => ({ name, value }),
);

test("README lists every setting that is read, and no other", () => {
  const listed = firstColumn.filter((cell) => /^[A-Z][A-Z0-9_]+$/.test(cell));
  expect(listed.toSorted()).toEqual(listSettings());
});

test(".env.example lists every setting that is read, and no other", () => {
  const names = exampleSettings.map(({ name }) => name);
  expect(names.toSorted()).toEqual(listSettings());
});

test(".env.example shows the defaults", () => {
  const bucket = { S3_BUCKET: "images", S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "secret" };
  const shown = exampleSettings.filter(({ value }) => value !== "");
  const values = Object.fromEntries(shown.map(({ name, value }) => [name, value]));
  expect(Object.keys(values)).toContain("DRAIN_SECONDS");
  expect(readConfig({ ...bucket, ...values })).toEqual(readConfig(bucket));
  for (const { name } of exampleSettings.filter(({ value }) => value === "")) {
    expect(readme).not.toMatch(new RegExp(`^\\| \`${name}\` +\\| \`[^A-Z]`, "m"));
  }
});

test("README lists every command, and no other", () => {
  const listed = firstColumn.filter((cell) => /^[a-z]/.test(cell));
  const names = listed.map((cell) => cell.split(/ (?=[A-Z[-])/)[0]);
  expect(names).toEqual(commands.map(({ name }) => name));
});

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
];

test.each(DOCUMENTS)("every image, file and section that %s links to exists", async (document) => {
  const text = await Bun.file(join(root, document)).text();
  const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = ""]) => link);
  if (document === "README.md") expect(links).not.toEqual([]);
  for (const link of links.filter((each) => !each.startsWith("/"))) {
    const [path = "", section] = link.split("#");
    const target = join(root, path || document);
    expect({ link, exists: await Bun.file(target).exists() }).toEqual({ link, exists: true });
    if (section !== undefined)
      expect(listSections(await Bun.file(target).text())).toContain(section);
  }
});

test.each(DOCUMENTS)("every file and folder that %s names exists", async (document) => {
  const text = await Bun.file(join(root, document)).text();
  const named = [...text.matchAll(/`((?:src|jobs|sql|tests|generated)\/[\w./-]*)`/g)];
  const missing = named
    .map(([, path = ""]) => path)
    .filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

/** Returns the names that `readConfig` reads. */
function listSettings(): string[] {
  const names = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void names.add(String(name)) }));
  return [...names].toSorted();
}

/** Returns the anchors of a Markdown document's headings. */
function listSections(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

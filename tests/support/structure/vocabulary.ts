import { join } from "node:path";
import { ROOT } from "./repository.ts";
import type { Fault } from "./source.ts";

/** Texts in other languages, and published examples. */
const EXCLUDED = [
  /^src\/.*\.json$/,
  /^tests\/fixtures\/(?:art|hub|openai|plus)\//,
  /zh-CN|zh-TW|\/tr\/|tr\.json$/,
];

/** Reads the words outside the standard vocabulary, with how often each may occur. */
export async function readVocabularyLimits(): Promise<Record<string, number>> {
  return Bun.file(join(ROOT, ".ci/vocabulary.json")).json();
}

/** Reads every file to which the vocabulary applies. */
export async function readVocabularyTexts(): Promise<string[]> {
  const folders = ["src", "jobs", "sql", "tests"].map((folder) => new Bun.Glob(`${folder}/**/*`));
  const found = folders.map((glob) => Array.fromAsync(glob.scan({ cwd: ROOT })));
  const paths = [...(await Promise.all(found)).flat(), "README.md", "openapi.yaml"];
  const included = paths.filter((path) => !EXCLUDED.some((pattern) => pattern.test(path)));
  return Promise.all(included.map((path) => Bun.file(join(ROOT, path)).text()));
}

/** Returns the patterns that occur more often than allowed, with their counts. */
export function findExcessWords(texts: string[], limits: Record<string, number>): Fault[] {
  return Object.entries(limits).flatMap(([words, most]) => {
    const pattern = new RegExp(`(?<!\\w)(?:${words})(?!\\w)`, "gi");
    const count = texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
    return count > most ? [`${words}: ${count} uses, at most ${most}`] : [];
  });
}

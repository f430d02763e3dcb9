import { describe, expect, test } from "bun:test";
import { readAll, readRepository } from "./support/structure/repository.ts";
import { SQL_RULES } from "./support/structure/sql-rules.ts";
import { STYLE_RULES } from "./support/structure/style-rules.ts";
import {
  findExcessWords,
  readVocabularyLimits,
  readVocabularyTexts,
} from "./support/structure/vocabulary.ts";

const RULES = [...STYLE_RULES, ...SQL_RULES];

const sources = await readRepository();

describe("in the repository,", () => {
  for (const { guarantee, find } of RULES) {
    test(guarantee, () => {
      expect(find(sources)).toEqual([]);
    });
  }

  test("no word outside the standard vocabulary occurs more often than listed", async () => {
    const texts = await readVocabularyTexts();
    expect(texts.length).toBeGreaterThan(500);
    expect(findExcessWords(texts, await readVocabularyLimits())).toEqual([]);
  });
});

describe("a violation is detected:", () => {
  for (const { guarantee, find, bad, good } of RULES) {
    test(guarantee, () => {
      for (const files of bad)
        expect({ files, faults: find(readAll(files)) }).not.toEqual({ files, faults: [] });
      for (const files of good)
        expect({ files, faults: find(readAll(files)) }).toEqual({ files, faults: [] });
    });
  }

  test("no word outside the standard vocabulary occurs more often than listed", () => {
    const texts = ["A thing, THINGS.", "nothing"];
    expect(findExcessWords(texts, { "things?": 1 })).toEqual(["things?: 2 uses, at most 1"]);
    expect(findExcessWords(texts, { "things?": 2 })).toEqual([]);
  });
});

test("a violation names its file and line", () => {
  const rule = STYLE_RULES.find(({ guarantee }) => guarantee.includes("any"));
  expect(rule?.find(readAll({ "src/a.ts": "\n\nlet a: any;" }))).toEqual(["src/a.ts:3: any"]);
});

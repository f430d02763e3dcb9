import { describe, expect, test } from "bun:test";
import { en } from "../../node_modules/@scalar/api-reference/dist/features/localization/locales/en.js";
import { localizeDocument, translations } from "../../src/codegen/translations.ts";
import { isObject, type Json, type JsonObject } from "../../src/codegen/json.ts";
import { documents } from "../../generated/docs.ts";
import { translated } from "../../src/docs/languages.ts";
import { scalarWords } from "../../src/docs/translations.ts";

const small = (): JsonObject => ({
  info: { title: "Images" },
  tags: [{ name: "Tasks", description: "What is done." }],
  paths: {
    "/images": {
      post: {
        operationId: "makeImage",
        summary: "Make an image",
        parameters: [{ name: "user", in: "query", description: "Who asks." }],
        responses: { "200": { description: "Made.", example: { summary: "as it is" } } },
      },
    },
  },
  components: {
    schemas: { Image: { properties: { title: { type: "string", description: "Its name." } } } },
    responses: { Lost: { "x-errors": [{ code: "lost", charged: "never", when: "It is gone." }] } },
  },
});

describe("a catalog", () => {
  test("has a stable key for every readable text, and for nothing else", () => {
    const { missing } = localizeDocument(small(), {});
    const addresses = Object.entries(missing).map(([address, text]) => [
      address.split("#")[0],
      text,
    ]);
    expect(Object.fromEntries(addresses)).toEqual({
      "info.title": "Images",
      "tags.Tasks.description": "What is done.",
      "tags.Tasks.x-displayName": "Tasks",
      "op.makeImage.summary": "Make an image",
      "op.makeImage.parameters.user.description": "Who asks.",
      "op.makeImage.responses.200.description": "Made.",
      "schemas.Image.properties.title.description": "Its name.",
      "responses.Lost.x-errors.lost.when": "It is gone.",
    });
  });

  test("that is complete translates every text and has no unused key", () => {
    const all = Object.keys(localizeDocument(small(), {}).missing).map((each) => [each, "¡Sí!"]);
    const localized = localizeDocument(small(), Object.fromEntries(all));
    expect([localized.missing, localized.stale]).toEqual([{}, []]);
    expect(localized.document["info"]).toEqual({ title: "¡Sí!" });
    expect(JSON.stringify(localized.document)).toContain('"example":{"summary":"as it is"}');
  });

  test("reports English texts that have changed", () => {
    const address = Object.keys(localizeDocument(small(), {}).missing)[0] ?? "";
    const reworded = { ...small(), info: { title: "Pictures" } };
    const { document, missing, stale } = localizeDocument(reworded, { [address]: "Bilder" });
    expect(document["info"]).toEqual({ title: "Pictures" });
    expect(Object.values(missing)).toContain("Pictures");
    expect(stale).toEqual([address]);
  });
});

test("every text of a document without a catalog is reported", async () => {
  const [[, localized] = ["", undefined]] = await translations(import.meta.dir, "nowhere", small());
  expect(localized?.missing).toEqual(localizeDocument(small(), {}).missing);
});

describe("each translation", () => {
  for (const dialect of Object.keys(documents)) {
    for (const language of translated) {
      test(`of ${dialect} into ${language} keeps the inline code`, async () => {
        // Both were written by the generator as JSON.
        const [before, after] = (await Promise.all([
          documents[dialect]?.["en"]?.(),
          documents[dialect]?.[language]?.(),
        ])) as [JsonObject, JsonObject];
        for (const [path, text, localized] of pairs(before, after)) {
          expect({ path, code: codeIn(localized) }).toEqual({ path, code: codeIn(text) });
        }
      });
    }
  }

  test("of Scalar's labels is complete", () => {
    const wanted = flat(en).filter(([key]) => key !== "models.label");
    for (const language of ["zh-TW", "tr"] as const) {
      const localized = new Map(flat(scalarWords[language]));
      const lacking = wanted.filter(([key]) => !localized.has(key));
      expect({ language, lacking }).toEqual({ language, lacking: [] });
      for (const [key, text] of wanted) {
        const holes = (value = "") => value.match(/\{\w+\}/g)?.toSorted() ?? [];
        expect({ key, holes: holes(localized.get(key)) }).toEqual({ key, holes: holes(text) });
      }
    }
  });
});

/** Every text of two documents of one shape, side by side. */
function* pairs(before: Json, after: Json, path = ""): Generator<[string, string, string]> {
  if (typeof before === "string" && typeof after === "string") yield [path, before, after];
  else if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, item] of before.entries()) {
      yield* pairs(item, after[index] ?? null, `${path}/${index}`);
    }
  } else if (isObject(before) && isObject(after)) {
    for (const [key, item] of Object.entries(before)) {
      yield* pairs(item, after[key] ?? null, `${path}/${key}`);
    }
  }
}

function codeIn(text: string): string[] {
  return [...new Set(text.match(/`[^`]+`/g) ?? [])].toSorted();
}

function flat(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

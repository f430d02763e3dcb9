import { join } from "node:path";
import { type Language, translated } from "../docs/languages.ts";
import { isObject, objectAt, type Json, type JsonObject } from "./json.ts";

/** Texts of one language by key. A key ends in a digest of the English source text. */
type TranslationCatalog = Record<string, string>;

interface LocalizedDocument {
  document: JsonObject;
  /** Keys that the catalog lacks, with the English text. */
  missing: TranslationCatalog;
  /** Keys of the catalog whose text was removed from the document or changed. */
  stale: string[];
}

const READ_BY_PEOPLE = new Set(["title", "summary", "description", "when", "x-displayName"]);
const DATA = new Set(["example", "value", "default", "enum", "const"]);

/** Replaces the texts of a document by translations. Missing texts stay English. */
export function localizeDocument(
  document: JsonObject,
  catalog: TranslationCatalog,
): LocalizedDocument {
  const copy = structuredClone(document);
  const missing: TranslationCatalog = {};
  const seen = new Set<string>();
  for (const { parent, key, text, address } of listTranslatableTexts(copy)) {
    if (seen.has(address)) throw new Error(`${address}: two texts have this address`);
    seen.add(address);
    const translation = catalog[address];
    if (translation === undefined) missing[address] = text;
    else parent[key] = translation;
  }
  const stale = Object.keys(catalog).filter((address) => !seen.has(address));
  return { document: copy, missing, stale };
}

/** Returns a dialect's document in all translated languages. Without a catalog all texts are missing. */
export async function translations(
  root: string,
  dialect: string,
  document: JsonObject,
): Promise<[Language, LocalizedDocument][]> {
  const documents: [Language, LocalizedDocument][] = [];
  for (const language of translated) {
    const file = Bun.file(join(root, `src/docs/languages/${language}/${dialect}.json`));
    const catalog = (await file.exists()) ? await file.json() : {};
    documents.push([language, localizeDocument(document, catalog)]);
  }
  return documents;
}

/** Returns one line per problem of a catalog, with the English text to translate. */
export function describeTranslationFaults(
  path: string,
  { missing, stale }: LocalizedDocument,
): string[] {
  return [
    ...Object.entries(missing).map(
      ([address, text]) => `${path} lacks "${address}": ${JSON.stringify(text)}`,
    ),
    ...stale.map((address) => `${path} has "${address}", which matches no text`),
  ];
}

interface Text {
  parent: JsonObject;
  key: string;
  text: string;
  address: string;
}

/** Returns all human-readable texts of a document. Adds a translatable `x-displayName` to each tag. */
function listTranslatableTexts(document: JsonObject): Text[] {
  for (const tag of Array.isArray(document["tags"]) ? document["tags"] : []) {
    if (isObject(tag)) tag["x-displayName"] = tag["name"] ?? null;
  }
  const { components, paths, webhooks, ...rest } = document;
  return [
    ...findTextsWithin(rest, []),
    ...[paths, webhooks].flatMap((items) => findTextsWithin(items ?? {}, [])),
    ...Object.keys(objectAt(document, "components")).flatMap((kind) =>
      findTextsWithin(objectAt(objectAt(document, "components"), kind), [kind]),
    ),
  ];
}

function findTextsWithin(value: Json, path: string[]): Text[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => findTextsWithin(item, [...path, toItemName(item, at)]));
  if (!isObject(value)) return [];
  const at = typeof value["operationId"] === "string" ? ["op", value["operationId"]] : path;
  return Object.entries(value).flatMap(([key, item]) => {
    if (DATA.has(key)) return [];
    if (typeof item !== "string") return findTextsWithin(item, [...at, key]);
    if (!READ_BY_PEOPLE.has(key)) return [];
    return [{ parent: value, key, text: item, address: toTextKey([...at, key], item) }];
  });
}

/** Returns a stable name for a list item, so that its key does not depend on its position. */
function toItemName(item: Json, index: number): string {
  const name = isObject(item) ? (item["name"] ?? item["code"]) : undefined;
  return typeof name === "string" ? name : String(index);
}

function toTextKey(path: string[], text: string): string {
  const digest = new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 6);
  return `${path.join(".")}#${digest}`;
}

import { join } from "node:path";
import { type Language, translated } from "../docs/languages.ts";
import { isObject, objectAt, type Json, type JsonObject } from "./json.ts";

/** Texts of one language by address. An address ends in a digest of the English that it translates. */
export type Catalogue = Record<string, string>;

export interface LocalizedDocument {
  document: JsonObject;
  /** Addresses that the catalogue lacks, with the English that stands there. */
  missing: Catalogue;
  /** Addresses that the catalogue has and the document has not, or no longer in these words. */
  stale: string[];
}

const READ_BY_PEOPLE = new Set(["title", "summary", "description", "when", "x-displayName"]);
const DATA = new Set(["example", "value", "default", "enum", "const"]);

/** Puts a language's texts into a document; where one is missing the English stays. */
export function localizeDocument(document: JsonObject, catalogue: Catalogue): LocalizedDocument {
  const copy = structuredClone(document);
  const missing: Catalogue = {};
  const seen = new Set<string>();
  for (const { parent, key, text, address } of listTranslatableTexts(copy)) {
    if (seen.has(address)) throw new Error(`${address}: two texts have this address`);
    seen.add(address);
    const told = catalogue[address];
    if (told === undefined) missing[address] = text;
    else parent[key] = told;
  }
  const stale = Object.keys(catalogue).filter((address) => !seen.has(address));
  return { document: copy, missing, stale };
}

/** A dialect's document in every language but its own. Without a catalogue all texts are missing. */
export async function translations(
  root: string,
  dialect: string,
  document: JsonObject,
): Promise<[Language, LocalizedDocument][]> {
  const told: [Language, LocalizedDocument][] = [];
  for (const language of translated) {
    const file = Bun.file(join(root, `src/docs/languages/${language}/${dialect}.json`));
    const catalogue = (await file.exists()) ? await file.json() : {};
    told.push([language, localizeDocument(document, catalogue)]);
  }
  return told;
}

/** One line a fault of a catalogue, with the English that wants translating. */
export function describeTranslationFaults(
  path: string,
  { missing, stale }: LocalizedDocument,
): string[] {
  return [
    ...Object.entries(missing).map(
      ([address, text]) => `${path} lacks "${address}": ${JSON.stringify(text)}`,
    ),
    ...stale.map((address) => `${path} has "${address}", which translates nothing`),
  ];
}

interface Text {
  parent: JsonObject;
  key: string;
  text: string;
  address: string;
}

/** Every text of a document that people read. A tag gets a name to show beside the one it goes by. */
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

/** What an item of a list is called, so that its address stays when others come or go. */
function toItemName(item: Json, index: number): string {
  const name = isObject(item) ? (item["name"] ?? item["code"]) : undefined;
  return typeof name === "string" ? name : String(index);
}

function toTextKey(path: string[], text: string): string {
  const digest = new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 6);
  return `${path.join(".")}#${digest}`;
}

import { findAt, isObject, objectAt, pointer, walk, type Json, type JsonObject } from "./json.ts";

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

/** Returns the dialects of the spec, in its order. */
export function listDialects(spec: JsonObject): string[] {
  return Object.keys(objectAt(spec, "x-documents"));
}

/**
 * Returns one dialect's document; the rules are documented at the top of openapi.yaml. Throws, with
 * the JSON pointer, on an operation without `x-dialect`, on a name collision and on a dangling `$ref`.
 */
export function filterDialect(spec: JsonObject, dialect: string): JsonObject {
  requireDialects(spec);
  const document = rename(dropEmptyPaths(prune(spec, dialect)), dialect);
  if (listWebhooks(document).length === 0) delete document["webhooks"];
  document["info"] = { ...objectAt(spec, "info"), ...findDocument(spec, dialect) };
  document["x-unrouted"] = objectAt(objectAt(document, "x-unrouted"), dialect);
  delete document["x-documents"];
  dropUnusedTags(document);
  dropUnreachable(document);
  return document;
}

/** Calls `visit` for every operation of a document. */
export function eachOperation(
  document: JsonObject,
  visit: (operation: JsonObject, path: string, method: string) => void,
): void {
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    for (const method of methods) {
      const operation = isObject(item) ? item[method] : undefined;
      if (isObject(operation)) visit(operation, path, method);
    }
  }
}

/** Returns the operations of webhooks, which the server calls. */
function listWebhooks(document: JsonObject): JsonObject[] {
  const items = Object.values(objectAt(document, "webhooks")).filter(isObject);
  return items.flatMap((item) => methods.map((method) => item[method])).filter(isObject);
}

function requireDialects(spec: JsonObject): void {
  const known = new Set(listDialects(spec));
  eachOperation(spec, (operation, path, method) => {
    const place = pointer(["paths", path, method]);
    const named = operation["x-dialect"];
    if (!Array.isArray(named)) throw new Error(`${place}: an operation needs x-dialect`);
    const ending = path.split("#")[1];
    if (ending !== undefined && named.some((dialect) => dialect !== ending)) {
      throw new Error(`${place}: x-dialect must be [${ending}], as its path ends`);
    }
  });
  walk(spec, (object, path) => {
    const named = object["x-dialect"] ?? [];
    if (Array.isArray(named) && named.every((item) => known.has(String(item)))) return;
    throw new Error(`${pointer(path)}: x-dialect names a dialect that x-documents does not have`);
  });
}

function findDocument(spec: JsonObject, dialect: string): JsonObject {
  const info = objectAt(spec, "x-documents")[dialect];
  if (!isObject(info)) throw new Error(`#/x-documents: no dialect ${dialect}`);
  return info;
}

function prune(object: JsonObject, dialect: string): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (key !== "x-dialect" && hasDialect(value, dialect)) kept[key] = pruneValue(value, dialect);
  }
  requireOnlyKept(object, kept);
  return collapse(kept);
}

function pruneValue(value: Json, dialect: string): Json {
  if (Array.isArray(value)) {
    return value
      .filter((item) => hasDialect(item, dialect))
      .map((item) => pruneValue(item, dialect));
  }
  return isObject(value) ? prune(value, dialect) : value;
}

function hasDialect(value: Json, dialect: string): boolean {
  const named = isObject(value) ? value["x-dialect"] : undefined;
  return !Array.isArray(named) || named.includes(dialect);
}

/** Removes properties of other dialects from `required`. */
function requireOnlyKept(before: JsonObject, kept: JsonObject): void {
  const declared = objectAt(before, "properties");
  const left = objectAt(kept, "properties");
  if (!Array.isArray(kept["required"])) return;
  kept["required"] = kept["required"].filter(
    (name) => !Object.hasOwn(declared, String(name)) || Object.hasOwn(left, String(name)),
  );
}

/** Replaces a `oneOf` with one branch by that branch. */
function collapse(schema: JsonObject): JsonObject {
  const branches = schema["oneOf"];
  const only = Array.isArray(branches) && branches.length === 1 ? branches[0] : undefined;
  if (!isObject(only)) return schema;
  const { oneOf: _, discriminator: __, ...rest } = schema;
  return { ...only, ...rest };
}

function dropEmptyPaths(document: JsonObject): JsonObject {
  const paths = objectAt(document, "paths");
  const alive = new Set<string>();
  eachOperation(document, (_, path) => alive.add(path));
  for (const path of Object.keys(paths)) if (!alive.has(path)) delete paths[path];
  return document;
}

function rename(document: JsonObject, dialect: string): JsonObject {
  const components: JsonObject = {};
  for (const [kind, named] of Object.entries(objectAt(document, "components"))) {
    components[kind] = renameKeys(named, `.${dialect}`, ["components", kind]);
  }
  const paths = renameKeys(document["paths"] ?? {}, `#${dialect}`, ["paths"]);
  const renamed: JsonObject = { ...document, paths, components };
  walk(renamed, (object) => {
    for (const key of ["$ref", "operationId"]) {
      const name = object[key];
      if (typeof name === "string") object[key] = stripDialectSuffix(name, `.${dialect}`);
    }
  });
  return renamed;
}

function renameKeys(value: Json, ending: string, path: string[]): JsonObject {
  const renamed: JsonObject = {};
  for (const [key, item] of Object.entries(isObject(value) ? value : {})) {
    const name = stripDialectSuffix(key, ending);
    if (Object.hasOwn(renamed, name))
      throw new Error(`${pointer([...path, key])}: ${name} is taken`);
    renamed[name] = item;
  }
  return renamed;
}

function stripDialectSuffix(name: string, ending: string): string {
  return name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

function dropUnusedTags(document: JsonObject): void {
  const operations = listWebhooks(document);
  eachOperation(document, (operation) => operations.push(operation));
  const used = new Set(operations.flatMap(({ tags }) => tags ?? []));
  const tags = Array.isArray(document["tags"]) ? document["tags"] : [];
  document["tags"] = tags.filter((tag) => isObject(tag) && used.has(tag["name"] ?? null));
}

function dropUnreachable(document: JsonObject): void {
  const { components, ...roots } = document;
  const reached = new Set<string>();
  follow(roots, [], { document, reached });
  const kept: JsonObject = {};
  for (const [kind, named] of Object.entries(isObject(components) ? components : {})) {
    const alive = Object.entries(isObject(named) ? named : {}).filter(([name]) =>
      reached.has(pointer(["components", kind, name])),
    );
    if (alive.length > 0) kept[kind] = Object.fromEntries(alive);
  }
  document["components"] = kept;
}

interface Reach {
  document: JsonObject;
  /** JSON pointers of the reached components. */
  reached: Set<string>;
}

function follow(from: Json, path: string[], reach: Reach): void {
  const { document, reached } = reach;
  walk(from, (object, below) => {
    for (const ref of listRefs(object)) {
      if (reached.has(ref)) continue;
      const target = findAt(document, ref);
      const place = pointer([...path, ...below]);
      if (target === undefined) throw new Error(`${place}: ${ref} does not exist`);
      reached.add(ref);
      follow(target, ref.split("/").slice(1), reach);
    }
  });
}

/** Returns the references of an object. Security requirements refer by name. */
function listRefs(object: JsonObject): string[] {
  const refs = typeof object["$ref"] === "string" ? [object["$ref"]] : [];
  const security = Array.isArray(object["security"]) ? object["security"] : [];
  const names = security.flatMap((item) => (isObject(item) ? Object.keys(item) : []));
  return [...refs, ...names.map((name) => pointer(["components", "securitySchemes", name]))];
}

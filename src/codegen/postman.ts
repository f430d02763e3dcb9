import { convertV2 } from "openapi-to-postmanv2";
import { eachOperation } from "./split-dialects.ts";
import {
  isObject,
  listAt,
  objectAt,
  resolveObject,
  walk,
  type Json,
  type JsonObject,
} from "./json.ts";
import { chainRequests, findIdVariables } from "./postman-chain.ts";

const options = {
  folderStrategy: "Tags",
  requestNameSource: "Fallback",
  parametersResolution: "Example",
  includeAuthInfoInExample: false,
  enableOptionalParameters: false,
};

/** Returns the Postman collection (v2.1) of a dialect's document. The result is deterministic. */
export async function postmanCollection(
  document: JsonObject,
  dialect: string,
): Promise<JsonObject> {
  const forms = new Map<string, JsonObject>();
  const apart = stripGeneratedValues(separateForms(document, forms));
  const collection = await convert(apart);
  walk(collection, (object) => {
    if (isObject(object["request"])) fixRequest(object["request"], forms);
    delete object["originalRequest"];
    if (object["key"] === "token") object["value"] = "{{apiKey}}";
    const description = objectAt(object, "description");
    if (description["content"] !== undefined) description["type"] = "text/markdown";
  });
  // Tags that only webhooks have: a collection has no requests for them.
  collection["item"] = listAt(collection, "item").filter(
    (folder) => listAt(folder, "item").length > 0,
  );
  chainRequests(collection, findIdVariables(apart));
  assignIds(collection, `darkroom/${dialect}`);
  objectAt(collection, "info")["_postman_id"] = createStableId(`darkroom/${dialect}`);
  collection["variable"] = listVariables(collection).map((key) => ({
    key,
    value: key === "baseUrl" ? "http://localhost:3000" : "",
  }));
  return collection;
}

/**
 * Moves each form into a separate operation, because the converter supports one body per operation.
 * The operation has the same path with a fragment, which `fixRequest` removes.
 */
function separateForms(document: JsonObject, forms: Map<string, JsonObject>): JsonObject {
  const apart = structuredClone(document);
  const paths = objectAt(apart, "paths");
  eachOperation(document, (operation, path, method) => {
    const content = objectAt(objectAt(operation, "requestBody"), "content");
    const form = content["multipart/form-data"];
    if (!isObject(form)) return;
    const plain = objectAt(objectAt(paths, path), method);
    delete objectAt(objectAt(plain, "requestBody"), "content")["multipart/form-data"];
    const isOnlyBody = Object.keys(content).length === 1;
    if (isOnlyBody) delete objectAt(paths, path)[method];
    const name = `${String(operation["operationId"])}-form`;
    const requestBody = { required: true, content: { "multipart/form-data": form } };
    const summary = `${String(operation["summary"])}${isOnlyBody ? "" : " (form)"}`;
    paths[`${path}#${name}`] = { [method]: { ...operation, summary, requestBody } };
    forms.set(name, {
      schema: resolveObject(document, form["schema"]),
      example: toFormExample(form),
    });
  });
  apart["paths"] = appendFormRequests(paths);
  return apart;
}

function appendFormRequests(paths: JsonObject): JsonObject {
  const all = Object.entries(paths);
  const plain = all.filter(([path]) => !path.includes("#"));
  return Object.fromEntries(
    plain.flatMap((each) => [each, ...all.filter(([path]) => path.startsWith(`${each[0]}#`))]),
  );
}

/** Removes what has no example, because the converter would invent a value, a different one each time. */
function stripGeneratedValues(document: JsonObject): JsonObject {
  walk(document, (object) => {
    if (object["in"] && object["schema"]) object["example"] ??= "";
    for (const response of Object.values(objectAt(object, "responses"))) {
      if (!isObject(response)) continue;
      const contents = Object.values(objectAt(response, "content"));
      if (contents.some((each) => isObject(each) && !each["examples"])) delete response["content"];
    }
  });
  return document;
}

function convert(document: JsonObject): Promise<JsonObject> {
  const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
  // The converter modifies its input.
  convertV2({ type: "json", data: structuredClone(document) }, options, (error, conversion) => {
    // The converter returns the collection as JSON.
    const collection = conversion?.output?.[0]?.data as Json | undefined;
    if (isObject(collection)) resolve(collection);
    else reject(error ?? new Error(conversion.reason));
  });
  return promise;
}

/** Returns the variables of a collection in the order of their first use. */
function listVariables(collection: JsonObject): string[] {
  const uses = JSON.stringify(collection).matchAll(/\{\{(\w+)\}\}/g);
  return [...new Set(uses.map(([, name = ""]) => name))];
}

function fixRequest(request: JsonObject, forms: Map<string, JsonObject>): void {
  const url = objectAt(request, "url");
  const form = forms.get(String(url["hash"]));
  delete url["hash"];
  // Postman does not send keys as cookies; it stores the cookies of sign-in like a browser.
  if (objectAt(request, "auth")["type"] === "apikey") request["auth"] = null;
  for (const header of listAt(request, "header")) {
    // A fixed key would make every later request a replay of the first.
    if (header["key"] === "Idempotency-Key") header["value"] = "{{$guid}}";
  }
  const fields = listAt(objectAt(request, "body"), "formdata");
  if (form) for (const field of fields) fixField(field, form);
}

/** Replaces the values that the converter generates for form fields, and marks file fields as files. */
function fixField(field: JsonObject, form: JsonObject): void {
  const name = String(field["key"]);
  const schema = objectAt(objectAt(objectAt(form, "schema"), "properties"), name);
  const value = objectAt(form, "example")[name];
  field["disabled"] = value === undefined;
  delete field["contentType"];
  if (objectAt(schema, "items")["format"] === "binary" || schema["format"] === "binary") {
    delete field["value"];
    Object.assign(field, { type: "file", src: [] });
  } else if (value !== undefined) field["value"] = String(value);
  else field["value"] = "";
}

function assignIds(item: JsonObject, trail: string): void {
  for (const key of ["item", "response"]) {
    for (const [index, child] of listAt(item, key).entries()) {
      const path = `${trail}/${index}:${String(child["name"])}`;
      child["id"] = createStableId(path);
      assignIds(child, path);
    }
  }
}

/** Returns a UUID (version 8) derived from a name. */
function createStableId(name: string): string {
  const hex = new Bun.CryptoHasher("sha256").update(name).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}

function toFormExample(form: JsonObject): JsonObject {
  const first = Object.values(objectAt(form, "examples"))[0];
  return isObject(first) ? objectAt(first, "value") : {};
}

import { eachOperation } from "./split-dialects.ts";
import { isObject, listAt, objectAt, type JsonObject } from "./json.ts";

/** The IDs in a response: parameter name → path in the body. */
type Ids = Record<string, string>;

const IN_BODY = "$response.body#/";

/** Returns the IDs in the response of each request, from the links of a document, by request name. */
export function findIdVariables(document: JsonObject): Map<string, Ids> {
  const found = new Map<string, Ids>();
  eachOperation(document, (operation) => {
    const links = Object.values(objectAt(operation, "responses"))
      .filter(isObject)
      .flatMap((response) => Object.values(objectAt(response, "links")))
      .filter(isObject)
      .flatMap((link) => Object.entries(objectAt(link, "parameters")))
      .filter(([, place]) => String(place).startsWith(IN_BODY))
      .map(([name, place]) => [name, String(place).slice(IN_BODY.length)]);
    if (links.length > 0) found.set(String(operation["summary"]), Object.fromEntries(links));
  });
  return found;
}

/**
 * Makes a collection runnable from top to bottom: IDs in a response are stored in variables for later
 * requests, and an object is deleted after the last request that uses it.
 */
export function chainRequests(collection: JsonObject, ids: Map<string, Ids>): void {
  const linked = new Set([...ids.values()].flatMap((each) => Object.keys(each)));
  for (const folder of listAt(collection, "item")) {
    folder["item"] = moveDeletionsLast(listAt(folder, "item"));
    for (const item of listAt(folder, "item")) {
      const captured = ids.get(String(item["name"]));
      if (captured) item["event"] = [{ listen: "test", script: createCaptureScript(captured) }];
      for (const variable of listAt(objectAt(objectAt(item, "request"), "url"), "variable")) {
        const name = String(variable["key"]);
        if (linked.has(name) || variable["value"] === "") variable["value"] = `{{${name}}}`;
      }
    }
  }
}

/** Moves each deletion after all other requests for the same object and its parts. */
function moveDeletionsLast(items: JsonObject[]): JsonObject[] {
  const ordered = [...items];
  for (const item of items.filter(isDeletion).toReversed()) {
    const last = ordered.findLastIndex((each) =>
      `${toItemPath(each)}/`.startsWith(`${toItemPath(item)}/`),
    );
    ordered.splice(ordered.indexOf(item), 1);
    ordered.splice(last, 0, item);
  }
  return ordered;
}

function isDeletion(item: JsonObject): boolean {
  return objectAt(item, "request")["method"] === "DELETE";
}

function toItemPath(item: JsonObject): string {
  const { path } = objectAt(objectAt(item, "request"), "url");
  return Array.isArray(path) ? path.join("/") : "";
}

function createCaptureScript(ids: Ids): JsonObject {
  const lines = Object.entries(ids).flatMap(([name, place]) => {
    const steps = place.split("/").map((step) => (/^\d+$/.test(step) ? `[${step}]` : step));
    const value = `reply.${steps.join("?.")}`;
    return [`  pm.collectionVariables.set("${name}", ${value} ?? "");`];
  });
  const exec = [
    "if (pm.response.code < 300) {",
    "  const reply = pm.response.json();",
    ...lines,
    "}",
  ];
  return { type: "text/javascript", exec };
}

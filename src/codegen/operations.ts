import { eachOperation } from "./split-dialects.ts";
import { isObject, listAt, objectAt, resolveObject, walk, type JsonObject } from "./json.ts";

/** The facts about an operation from which the methods of the clients are generated. */
export interface OperationFacts {
  name: string;
  /** Summary and description. */
  text: string;
  verb: string;
  path: string;
  /** The path parameters. */
  places: { name: string; isNumber: boolean }[];
  /** The query parameters. */
  query: JsonObject[];
  /** The names of the schemas of the body, one per media type. */
  bodies: string[];
  /** Whether the body can have files. */
  hasFiles: boolean;
  /** When it may be retried: see `CallKind` in src/client/retry.ts. */
  kind: "read" | "create" | "write";
  /** The schemas of successful responses by media type; "" is a response without a body. */
  responses: Map<string, string[]>;
  /** The schema of the response to a body with `async: true`; undefined if there is none. */
  accepted: string | undefined;
  /** Whether only a body with `async: true` gets that response (x-only-async). */
  isAcceptedOnlyAsync: boolean;
  /** The query parameter that selects the page of a list; undefined for other operations. */
  position: "cursor" | "after" | undefined;
}

/** Returns how the body of a response is read. */
export function toBodyKind(media: string): "events" | "text" | "bytes" | "json" {
  if (media === "text/event-stream") return "events";
  if (media === "text/csv" || media === "application/jsonl") return "text";
  return media === "" || media === "application/json" ? "json" : "bytes";
}

/** Returns the facts about the operations of a document. */
export function listOperations(document: JsonObject): OperationFacts[] {
  const operations: OperationFacts[] = [];
  eachOperation(document, (operation, path, verb) => {
    operations.push({ ...readOperation(document, operation, verb), path, verb });
  });
  return operations;
}

function readOperation(document: JsonObject, operation: JsonObject, verb: string) {
  const name = String(operation["operationId"]);
  const { summary, description } = operation;
  const parameters = listAt(operation, "parameters").map((each) => resolveObject(document, each));
  const contents = objectAt(objectAt(operation, "requestBody"), "content");
  const isCreate = parameters.some((each) => each["name"] === "Idempotency-Key");
  const isSafe = verb === "get" || verb === "put";
  const bodies = Object.values(contents).map((each) => schemaName(name, each));
  const query = parameters.filter((each) => each["in"] === "query");
  const responses = readResponses(name, operation);
  return {
    name,
    text: [summary, description].filter((each) => typeof each === "string").join("\n\n"),
    places: parameters.filter((each) => each["in"] === "path").map(toPlace),
    query,
    bodies,
    hasFiles: "multipart/form-data" in contents,
    kind: isCreate ? ("create" as const) : isSafe ? ("read" as const) : ("write" as const),
    responses,
    accepted: bodies.every((body) => "async" in propertiesOf(document, body))
      ? findAccepted(name, operation)
      : undefined,
    isAcceptedOnlyAsync: objectAt(objectAt(operation, "responses"), "202")["x-only-async"] === true,
    position: findPosition(
      query,
      (responses.get("application/json") ?? []).map((each) => propertiesOf(document, each)),
    ),
  };
}

function findPosition(query: JsonObject[], pages: JsonObject[]): OperationFacts["position"] {
  const names = new Set(query.map((each) => each["name"]));
  const isPage = (field: string) => pages.length > 0 && pages.every((page) => field in page);
  if (names.has("cursor") && isPage("next_cursor")) return "cursor";
  return names.has("after") && isPage("has_more") && isPage("last_id") ? "after" : undefined;
}

/** Returns the schema of the response with status 202 of an operation that has other responses too. */
function findAccepted(name: string, operation: JsonObject): string | undefined {
  const responses = objectAt(operation, "responses");
  const content = objectAt(objectAt(responses, "202"), "content")["application/json"];
  return isObject(content) && "200" in responses ? schemaName(name, content) : undefined;
}

function propertiesOf(document: JsonObject, schema: string): JsonObject {
  const schemas = objectAt(objectAt(document, "components"), "schemas");
  return objectAt(resolveObject(document, schemas[schema]), "properties");
}

function readResponses(name: string, operation: JsonObject): OperationFacts["responses"] {
  const responses: OperationFacts["responses"] = new Map();
  for (const [status, reply] of Object.entries(objectAt(operation, "responses"))) {
    if (!status.startsWith("2") || !isObject(reply)) continue;
    const contents = Object.entries(objectAt(reply, "content"));
    if (contents.length === 0) responses.set("", []);
    for (const [media, content] of contents) {
      const kind = media.startsWith("image/") ? "image/*" : media;
      const schema = /json$|event-stream/.test(media) ? [schemaName(name, content)] : [];
      responses.set(kind, [...(responses.get(kind) ?? []), ...schema]);
    }
  }
  return responses;
}

function toPlace(parameter: JsonObject): OperationFacts["places"][number] {
  const isNumber = objectAt(parameter, "schema")["type"] === "integer";
  return { name: String(parameter["name"]), isNumber };
}

function schemaName(operation: string, content: unknown): string {
  const { $ref: ref }: { $ref?: unknown } = Object(Object(content).schema);
  const name =
    typeof ref === "string" ? /^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1] : undefined;
  if (name === undefined) throw new Error(`${operation}: give the schema a name in components`);
  return name;
}

/** Returns the codes of the errors of a document. */
export function listErrorCodes(document: JsonObject): string[] {
  return [...readCharges(document).keys()];
}

/**
 * Returns the codes of errors for which nothing is charged or all credits are released. With some of them, a
 * 503 of a create can name a generation that is charged: the clients never report those as uncharged.
 */
export function listUnchargedCodes(document: JsonObject): string[] {
  const isUncharged = (charges: Set<string>) => charges.has("never") || charges.has("released");
  return [...readCharges(document)].filter(([, each]) => isUncharged(each)).map(([code]) => code);
}

function readCharges(document: JsonObject): Map<string, Set<string>> {
  const charges = new Map<string, Set<string>>();
  walk(document, ({ code, charged }) => {
    if (typeof code !== "string" || typeof charged !== "string") return;
    charges.set(code, (charges.get(code) ?? new Set()).add(charged));
  });
  return charges;
}

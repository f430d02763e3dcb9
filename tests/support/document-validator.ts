import Ajv2020, { type ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** A received response and its request. */
export interface ObservedResponse {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  body: string;
}

/** Validates responses against the document of a dialect, with Ajv, which the program does not use. */
export interface DocumentValidator {
  /** Whether the document has this path, for any method. */
  hasPath(path: string): boolean;
  /** Returns the differences between a response and the document, one sentence each. */
  findFaults(reply: ObservedResponse): string[];
}

/** Headers of HTTP, of every response and for proxies, which the document does not list. */
const COMMON_HEADERS = new Set([
  ...["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
  ...["cache-control", "x-content-type-options", "x-accel-buffering"],
  ...["strict-transport-security", "content-security-policy", "referrer-policy"],
]);
const DOCUMENT = "document";
const METHODS = ["get", "put", "post", "delete", "patch"];

interface Declared {
  headers?: Record<string, Reference | { schema: object; required?: boolean }>;
  content?: Record<string, { schema?: object }>;
}

interface Reference {
  $ref: string;
}

interface Source {
  paths: Record<string, Record<string, { responses?: Record<string, Declared | Reference> }>>;
  "x-unrouted"?: Record<string, Reference>;
}

export function createDocumentValidator(document: object): DocumentValidator {
  // The generator has validated the document.
  const source = document as Source;
  // As one schema, so that shared components are compiled once.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats(ajv);
  ajv.addSchema(document, DOCUMENT);
  const places = placesIn(document);
  const patterns = Object.keys(source.paths).map((path) => [path, patternOf(path)] as const);

  function findFaults(reply: ObservedResponse): string[] {
    const declared = findResponse(reply);
    if (declared === undefined) return [`the status ${reply.status} is not declared`];
    return [...headerFaults(declared, reply), ...bodyFaults(declared, reply)];
  }

  function findResponse({ method, path, status }: ObservedResponse): Declared | undefined {
    const item = source.paths[patterns.find(([, pattern]) => pattern.test(path))?.[0] ?? ""];
    const name = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = METHODS.includes(name) ? item?.[name] : undefined;
    const responses = operation ? operation.responses : source["x-unrouted"];
    const found = responses?.[String(status)];
    return found && follow<Declared>(source, found);
  }

  function headerFaults({ headers = {} }: Declared, reply: ObservedResponse): string[] {
    const known = new Map(
      Object.entries(headers).map(([name, each]) => [name.toLowerCase(), each]),
    );
    return [...reply.headers].flatMap(([name, text]) => {
      if (COMMON_HEADERS.has(name)) return [];
      const given = known.get(name);
      if (given === undefined) return [`the header ${name} is not declared`];
      const { schema } = follow<{ schema: object }>(source, given);
      return schemaFaults(schema, /^-?\d+$/.test(text) ? [text, Number(text)] : [text], name);
    });
  }

  function bodyFaults({ content = {} }: Declared, reply: ObservedResponse): string[] {
    const type = reply.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    const media = content[type];
    if (reply.method === "HEAD") return reply.body === "" ? [] : ["a HEAD reply has a body"];
    if (Object.keys(content).length === 0) return reply.body === "" ? [] : ["there is a body"];
    if (media === undefined) return [`the content type ${type || "(none)"} is not declared`];
    const { schema } = media;
    if (schema === undefined) return [];
    if (type === "text/event-stream") {
      return parseEvents(reply.body).flatMap(({ event, data }) => [
        ...schemaFaults(schema, [data], `${event}: `),
        ...(Object(data).type === event ? [] : [`the event ${event} has another type`]),
      ]);
    }
    if (type !== "application/json") return [];
    const value = parse(reply.body);
    return value === undefined ? ["the body is not JSON"] : schemaFaults(schema, [value], "");
  }

  /** The value is converted to several types, of which one must match. */
  function schemaFaults(schema: object, readings: unknown[], place: string): string[] {
    const validate = ajv.getSchema(DOCUMENT + places.get(schema));
    if (validate === undefined) throw new Error(`No schema at ${places.get(schema)}`);
    if (readings.some((each) => validate(each))) return [];
    return (validate.errors ?? []).map((error) => sentence(error, place));
  }

  return { hasPath: (path) => patterns.some(([, pattern]) => pattern.test(path)), findFaults };
}

/** Lists each object of a document with its JSON pointer. */
function placesIn(document: object): Map<object, string> {
  const places = new Map<object, string>();
  function walk(node: object, place: string): void {
    places.set(node, place);
    for (const [name, value] of Object.entries(node)) {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      if (typeof value === "object" && value !== null)
        walk(value, `${place}/${encodeURIComponent(step)}`);
    }
  }
  walk(document, "#");
  return places;
}

function sentence({ instancePath, message, params }: ErrorObject, place: string): string {
  return `${place}${instancePath || "the body"} ${message} ${JSON.stringify(params)}`;
}

/** Returns the events of a stream without comments. */
export function parseEvents(text: string): { event: string; data: unknown }[] {
  const blocks = text.split("\n\n").filter((block) => block !== "" && !block.startsWith(":"));
  return blocks.map((block) => {
    const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
    return { event, data: parse(data) };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
}

function follow<T extends object>(source: Source, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  const steps = value.$ref.replace("#/", "").split("/");
  const found = steps.reduce<unknown>((node, step) => Object(node)[step], source);
  // The document is valid, so a reference resolves to an object of the expected type.
  return follow(source, found as T | Reference);
}

import { join } from "node:path";
import { prefixes } from "../../src/dialects/prefixes.ts";
import { createDocumentValidator, type DocumentValidator } from "./document-validator.ts";

const GENERATED = join(import.meta.dir, "../../generated");
/** One validator for each dialect, created at its first use. */
const validators = new Map<string, Promise<DocumentValidator>>();

/**
 * Throws an error with all differences if a response does not match the document of its dialect.
 * Responses outside the public APIs, such as files and probes, are ignored. The body stays readable.
 */
export async function validateResponse(request: Request, reply: Response): Promise<void> {
  // Of a stream only the head is known so far: `validateResponseText` validates its events.
  const isStream = reply.headers.get("content-type") === "text/event-stream";
  await validateResponseText(request, reply, isStream ? "" : await reply.clone().text());
}

/** The same for a response whose body, or events, was read before. */
export async function validateResponseText(
  request: Request,
  reply: Response,
  body: string,
): Promise<void> {
  const path = new URL(request.url).pathname;
  const dialect = findDialect(path, request.headers.get("authorization") ?? "");
  if (dialect === undefined) return;
  const own = await appoint(dialect);
  const { method } = request;
  const { status, headers } = reply;
  const faults = own.findFaults({ method, path, status, headers, body });
  if (faults.length === 0) return;
  const lines = [`${method} ${path} answered ${status}, which ${dialect} does not declare:`];
  throw new Error([...lines, ...faults, body.slice(0, 2000)].join("\n"));
}

type Name = "hub" | "plus" | "art";

/** Lists the APIs that have a path; the first one answers requests without a recognizable key. */
const OWNERS: [path: RegExp, owners: [Name, ...Name[]]][] = [
  [/^\/api\/v1\/(models|credits)$/, ["hub"]],
  [/^\/api\/v1\/images\/generations$/, ["hub", "art"]],
  [/^\/api\/v1\/generations\/[^/]+(\/cancel)?$/, ["hub", "plus"]],
  [/^\/api\/v1\/(generate|upload)$/, ["plus"]],
  [/^\/api\/v1\/images\/tasks\/[^/]+(\/cancel)?$/, ["art"]],
];

/** Returns the dialect that answers: determined by the path, otherwise by the key. */
function findDialect(path: string, authorization: string): string | undefined {
  if (/^\/v1(\/|$)/.test(path)) return "openai";
  if (!path.startsWith("/api/")) return undefined;
  if (/^\/api\/(auth|account|admin)(\/|$)/.test(path)) return "account";
  const key = authorization.replace(/^bearer /i, "");
  const owners = OWNERS.find(([pattern]) => pattern.test(path))?.[1] ?? ["hub", "plus", "art"];
  return owners.find((name) => key.startsWith(prefixes[name])) ?? owners[0];
}

function appoint(dialect: string): Promise<DocumentValidator> {
  const known = validators.get(dialect) ?? readDocument(dialect).then(createDocumentValidator);
  validators.set(dialect, known);
  return known;
}

async function readDocument(dialect: string): Promise<object> {
  return Bun.file(join(GENERATED, dialect, "openapi.json")).json();
}

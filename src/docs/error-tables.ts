import {
  type DocumentedError,
  listOperations,
  type ResponseObject,
  type Spec,
} from "./documents.ts";
import { resolveReference } from "../openapi/reference.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { eachDocument } from "./tables.ts";
import { docsTexts } from "./translations.ts";

/** An error with the operations that return it. */
interface ListedError extends DocumentedError {
  status: string;
  operations: string[];
}

// With more operations, the most common condition of an error is described as that of the rest.
const MAX_OPERATIONS = 4;

/** Returns the tables of error codes per API: status, code, condition and charging. */
export async function errorTables(language: Language): Promise<string> {
  const say = docsTexts[language];
  const sections = await eachDocument(language, (spec, dialect) => {
    const errors = listErrors(spec);
    const rows = errors.map((error) => [
      error.status,
      `\`${error.code}\``,
      describeCondition(error, errors, language),
      say[error.charged],
    ]);
    const head = [say.status, say.code, say.when, say.charged];
    return `## ${spec.info.title}\n\n[${say.reference}](/docs/${dialect})\n\n${table(head, rows)}`;
  });
  return sections.join("\n\n");
}

/** Names the operations of an error if the same status and code have several conditions. */
function describeCondition(error: ListedError, errors: ListedError[], language: Language): string {
  const { status, code, operations, when } = error;
  const others = errors.filter(
    (other) => other !== error && other.status === status && other.code === code,
  );
  if (others.length === 0) return when;
  const isMostCommon = others.every((other) => other.operations.length < operations.length);
  const isRest = operations.length === 0 || (isMostCommon && operations.length > MAX_OPERATIONS);
  const names = isRest ? docsTexts[language].otherOperations : operations.join(", ");
  return `**${names}**: ${when}`;
}

/** Returns the errors of a document, each once with its operations, sorted by status. */
function listErrors(spec: Spec): ListedError[] {
  const routed = listOperations(spec).map(({ operation }) => operation);
  const sources = [{ summary: undefined, responses: spec["x-unrouted"] }, ...routed];
  const replies = sources.flatMap(({ summary, responses }) => {
    const operations = summary === undefined ? [] : [summary];
    return Object.entries(responses).map(([status, reply]) => ({ status, reply, operations }));
  });
  const once = new Map<string, ListedError>();
  for (const { status, reply, operations } of replies) {
    for (const error of resolveReference<ResponseObject>(spec, reply)["x-errors"] ?? []) {
      const key = `${status} ${error.code} ${error.when} ${error.charged}`;
      const known = once.get(key)?.operations ?? [];
      once.set(key, { ...error, status, operations: [...known, ...operations] });
    }
  }
  return [...once.values()].toSorted((a, b) => a.status.localeCompare(b.status));
}

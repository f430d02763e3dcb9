import type { Schemas } from "../api/client.ts";
import { type GenerationDraft, toApiRequest } from "./request-from-draft.ts";

/** The programming languages of code examples. */
type SnippetLanguage = "curl" | "TypeScript" | "Python";

/** The languages of code examples, in the order of their tabs. */
export const snippetLanguages: SnippetLanguage[] = ["curl", "TypeScript", "Python"];

interface SnippetOptions extends GenerationDraft {
  dialect: Schemas["Dialect"];
  language: SnippetLanguage;
  key: string | undefined;
}

/** Returns runnable code for a request. */
export function createSnippet({
  dialect,
  language,
  key = "YOUR_API_KEY",
  ...source
}: SnippetOptions): string {
  const write = { curl: toCurl, TypeScript: toTypeScript, Python: toPython }[language];
  const { path, note, ...request } = toApiRequest(dialect, source);
  const url = `${location.origin}${path}`;
  const lines = write({ ...request, url, authorization: `Bearer ${key}` });
  const comment = language === "TypeScript" ? "//" : "#";
  return [...(note ? [`${comment} ${note}`] : []), ...lines].join("\n");
}

interface Request {
  url: string;
  authorization: string;
  fields: Record<string, unknown>;
  form?: { field: string; files: string[] };
}

function toCurl({ url, authorization, fields, form }: Request): string[] {
  const head = [`curl ${url} \\`, `  -H "Authorization: ${authorization}" \\`];
  if (form === undefined) {
    const body = JSON.stringify(fields, null, 2);
    return [...head, `  -H "Content-Type: application/json" \\`, `  -d ${quoteForShell(body)}`];
  }
  // -F reads a value that starts with @ or < from a file; --form-string never does.
  const texts = Object.entries(fields).map(
    ([name, value]) => `--form-string ${quoteForShell(`${name}=${value}`)}`,
  );
  const files = form.files.map(
    (name) => `-F ${quoteForShell(`${form.field}=@"${escapeDoubleQuotes(name)}"`)}`,
  );
  const parts = [...texts, ...files].map((part) => `  ${part}`);
  return [...head, ...parts.join(" \\\n").split("\n")];
}

function toTypeScript({ url, authorization, fields, form }: Request): string[] {
  const send = (headers: string[], body: string) => [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: "POST",`,
    `  headers: {`,
    ...headers.map((line) => `    ${line},`),
    `  },`,
    `  body${body === "body" ? "" : `: ${body}`},`,
    `});`,
    `console.log(await response.json());`,
  ];
  const auth = `Authorization: ${JSON.stringify(authorization)}`;
  if (form === undefined) {
    const body = JSON.stringify(fields, null, 2).replaceAll("\n", "\n  ");
    return send([auth, `"Content-Type": "application/json"`], `JSON.stringify(${body})`);
  }
  const texts = Object.entries(fields).map(
    ([name, value]) => `body.append(${JSON.stringify(name)}, ${JSON.stringify(String(value))});`,
  );
  const files = form.files.map((name) => {
    const file = JSON.stringify(name);
    return `body.append(${JSON.stringify(form.field)}, await openAsBlob(${file}), ${file});`;
  });
  return [
    `import { openAsBlob } from "node:fs";`,
    ``,
    `const body = new FormData();`,
    ...texts,
    ...files,
    ...send([auth], "body"),
  ];
}

function toPython({ url, authorization, fields, form }: Request): string[] {
  const values = JSON.stringify(fields, null, 2).replaceAll("\n", "\n    ");
  const files = form?.files.map(
    (name) => `        (${JSON.stringify(form.field)}, open(${JSON.stringify(name)}, "rb")),`,
  );
  return [
    `import requests`,
    ``,
    `response = requests.post(`,
    `    ${JSON.stringify(url)},`,
    `    headers={"Authorization": ${JSON.stringify(authorization)}},`,
    `    ${files ? "data" : "json"}=${values},`,
    ...(files ? [`    files=[`, ...files, `    ],`] : []),
    `)`,
    `print(response.json())`,
  ];
}

/** Quotes a text as one word of a POSIX shell. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Escapes a file name inside the double quotes of curl's -F. */
function escapeDoubleQuotes(name: string): string {
  return name.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

import type { Schemas } from "../api/client.ts";
import { type GenerationDraft, type Draft, toApiRequest } from "./request-from-draft.ts";

type Dialect = Schemas["Dialect"];
/** In which a call can be copied. */
export type Wording = "curl" | "TypeScript" | "Python";

export const wordings: Wording[] = ["curl", "TypeScript", "Python"];

/** What each API is called by people. */
export const dialects: Record<Dialect, string> = {
  hub: "Image Hub API",
  plus: "Image Plus API",
  art: "Image Art API",
  openai: "OpenAI-compatible API",
};

/** The dialect that a choice among them names. */
export function parseDialect(text: string | undefined): Dialect {
  // The names of this record are the dialects.
  const names = Object.keys(dialects) as Dialect[];
  return names.find((name) => name === text) ?? "hub";
}

interface Call extends GenerationDraft {
  dialect: Dialect;
  wording: Wording;
  key: string | undefined;
}

/** The code of a call that can be run as it stands. */
export function snippet({ dialect, wording, key = "YOUR_API_KEY", ...order }: Call): string {
  const write = { curl: toCurl, TypeScript: toTypeScript, Python: toPython }[wording];
  const { path, note, ...request } = toApiRequest(dialect, order);
  const url = `${location.origin}${path}`;
  const lines = write({ ...request, url, authorization: `Bearer ${key}` });
  const mark = wording === "TypeScript" ? "//" : "#";
  return [...(note ? [`${mark} ${note}`] : []), ...lines].join("\n");
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
    return [...head, `  -H "Content-Type: application/json" \\`, `  -d ${quoted(body)}`];
  }
  // What begins with @ or < would be read from a file; a part that is only a string never is.
  const texts = Object.entries(fields).map(
    ([name, value]) => `--form-string ${quoted(`${name}=${value}`)}`,
  );
  const files = form.files.map((name) => `-F ${quoted(`${form.field}=@"${escaped(name)}"`)}`);
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
  const own = `Authorization: ${JSON.stringify(authorization)}`;
  if (form === undefined) {
    const body = JSON.stringify(fields, null, 2).replaceAll("\n", "\n  ");
    return send([own, `"Content-Type": "application/json"`], `JSON.stringify(${body})`);
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
    ...send([own], "body"),
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

/** As one word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As curl reads a name between double quotes. */
function escaped(name: string): string {
  return name.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

/** What a first call draws. */
export const exampleDraft: Draft = {
  model: "gpt-image-2",
  prompt: "A paper boat on a calm lake at dawn",
};

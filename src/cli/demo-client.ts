import type { components } from "../../generated/hub/client.ts";
import { AppError } from "../foundation/errors.ts";
import type { Terminal } from "./terminal.ts";

type Schemas = components["schemas"];
/** A generation in the hub format. */
export type Generation = Schemas["Generation"];
/** A balance in the hub format. */
export type Balance = Schemas["CreditBalance"];

/** What a customer of the API has: a base URL and a key. */
export interface DemoClient {
  url: string;
  key: string;
  terminal: Terminal;
}

const POLL_MS = 400;
const PROGRESS_EVERY_MS = 5_000;

/** Returns the balance of the key's account. */
export async function getBalance(client: DemoClient): Promise<Balance> {
  return await call<Balance>(client, new Request(`${client.url}/api/v1/credits`));
}

/** Creates a generation from a JSON body and prints the equivalent curl command. */
export async function createFromJson(client: DemoClient, body: object): Promise<Generation> {
  const json = JSON.stringify(body);
  const headers = { "Content-Type": "application/json" };
  showCurl(client, [`-H "Content-Type: application/json"`, `-d ${quote(json)}`]);
  return await create(client, { method: "POST", headers, body: json });
}

/** Creates a generation from a form with a reference image and prints the equivalent curl command. */
export async function createFromForm(
  client: DemoClient,
  fields: Record<string, string>,
  imagePath: string,
): Promise<Generation> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("reference_image", Bun.file(imagePath));
  const options = Object.entries(fields).map(([name, value]) => `-F ${quote(`${name}=${value}`)}`);
  showCurl(client, [...options, `-F ${quote(`reference_image=@${imagePath}`)}`]);
  return await create(client, { method: "POST", body: form });
}

/** Polls until the generation is finished and prints each change of its status. */
export async function poll(client: DemoClient, started: Generation): Promise<Generation> {
  let current = started;
  while (current.poll_url !== undefined) {
    await Bun.sleep(POLL_MS);
    const next = await call<Generation>(client, new Request(current.poll_url));
    if (next.status !== current.status) client.terminal.info(`  status: ${next.status}`);
    current = next;
  }
  return current;
}

/** Downloads an image. Throws `internal` unless the response is 2xx. */
export async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new AppError("internal", `${url} answered ${response.status}.`);
  return await response.bytes();
}

/** Quotes a word for a POSIX shell. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

async function create(client: DemoClient, init: RequestInit): Promise<Generation> {
  const startedAt = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    client.terminal.info(`  … still running after ${seconds} s`);
  }, PROGRESS_EVERY_MS);
  try {
    const request = new Request(`${client.url}/api/v1/images/generations`, {
      ...init,
      headers: new Headers(init.headers),
    });
    const created = await call<Generation>(client, request);
    client.terminal.info("", ...indent(created), "");
    return created;
  } finally {
    clearInterval(progress);
  }
}

// The response types are those of the OpenAPI document, which the server is compiled and tested against.
async function call<Reply>(client: DemoClient, request: Request): Promise<Reply> {
  request.headers.set("Authorization", `Bearer ${client.key}`);
  const response = await fetch(request, { signal: AbortSignal.timeout(3_600_000) });
  const body: unknown = await response.json();
  if (response.ok) return body as Reply;
  const text = JSON.stringify(body);
  throw new AppError("internal", `The API answered ${response.status}: ${text}`);
}

// Output that is not read on a terminal may stay in a log.
function showCurl({ url, key, terminal }: DemoClient, rest: string[]): void {
  const shownKey = terminal.isInteractive ? key : "YOUR_KEY";
  const lines = [
    `curl ${url}/api/v1/images/generations`,
    `-H "Authorization: Bearer ${shownKey}"`,
    ...rest,
  ];
  terminal.info(`  ${lines.join(" \\\n    ")}`);
}

/** Returns the lines of formatted JSON, indented by two spaces. */
export function indent(value: object): string[] {
  return JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => `  ${line}`);
}

import type { components } from "../../generated/hub/client.ts";
import { AppError } from "../foundation/errors.ts";
import type { Terminal } from "./terminal.ts";

type Schemas = components["schemas"];
export type Generation = Schemas["Generation"];
export type Balance = Schemas["CreditBalance"];

/** The API as a customer has it: an address and a key. */
export interface Client {
  url: string;
  key: string;
  terminal: Terminal;
}

const POLL_MS = 400;
const TELL_EVERY_MS = 5_000;

/** The balance of the key's account. */
export async function getBalance(client: Client): Promise<Balance> {
  return await call<Balance>(client, new Request(`${client.url}/api/v1/credits`));
}

/** Sends JSON, shown as a curl line. */
export async function createFromJson(client: Client, body: object): Promise<Generation> {
  const json = JSON.stringify(body);
  const headers = { "Content-Type": "application/json" };
  showCurl(client, [`-H "Content-Type: application/json"`, `-d ${quote(json)}`]);
  return await create(client, { method: "POST", headers, body: json });
}

/** Sends a form with a reference picture from the disk, shown as a curl line. */
export async function createFromForm(
  client: Client,
  fields: Record<string, string>,
  picture: string,
): Promise<Generation> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("reference_image", Bun.file(picture));
  const shown = Object.entries(fields).map(([name, value]) => `-F ${quote(`${name}=${value}`)}`);
  showCurl(client, [...shown, `-F ${quote(`reference_image=@${picture}`)}`]);
  return await create(client, { method: "POST", body: form });
}

/** Polls until the generation has ended, and shows each change on the way. */
export async function poll(client: Client, started: Generation): Promise<Generation> {
  let now = started;
  while (now.poll_url !== undefined) {
    await Bun.sleep(POLL_MS);
    const next = await call<Generation>(client, new Request(now.poll_url));
    if (next.status !== now.status) client.terminal.say(`  status: ${next.status}`);
    now = next;
  }
  return now;
}

/** The bytes of a picture, from the address that the API gave. */
export async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new AppError("internal", `${url} answered ${response.status}.`);
  return await response.bytes();
}

/** Words for a shell, whatever is in them. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

async function create(client: Client, init: RequestInit): Promise<Generation> {
  const began = performance.now();
  const ticking = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    client.terminal.say(`  … still drawing after ${seconds} s`);
  }, TELL_EVERY_MS);
  try {
    const request = new Request(`${client.url}/api/v1/images/generations`, {
      ...init,
      headers: new Headers(init.headers),
    });
    const made = await call<Generation>(client, request);
    client.terminal.say("", ...indent(made), "");
    return made;
  } finally {
    clearInterval(ticking);
  }
}

// The types of a reply are the spec's, which the server is compiled and tested against.
async function call<Reply>(client: Client, request: Request): Promise<Reply> {
  request.headers.set("Authorization", `Bearer ${client.key}`);
  const response = await fetch(request, { signal: AbortSignal.timeout(3_600_000) });
  const body: unknown = await response.json();
  if (response.ok) return body as Reply;
  const told = JSON.stringify(body);
  throw new AppError("internal", `The API answered ${response.status}: ${told}`);
}

function showCurl({ url, key, terminal }: Client, rest: string[]): void {
  const lines = [
    `curl ${url}/api/v1/images/generations`,
    `-H "Authorization: Bearer ${key}"`,
    ...rest,
  ];
  terminal.say(`  ${lines.join(" \\\n    ")}`);
}

/** JSON for people to read, moved in. */
export function indent(value: object): string[] {
  return JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => `  ${line}`);
}

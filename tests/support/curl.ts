import { join } from "node:path";
import { canRun } from "./requirement.ts";

/** Sends a published request, given as shell text. */
export type Send = (command: string, folder: string) => Promise<Response>;

const CURL = { name: "published commands with curl", reason: "curl is not installed" };
const hasCurl = canRun(Bun.which("curl") !== null, CURL);

/**
 * The ways to send a published curl command from a folder: with curl through a shell, if it is installed,
 * and with `fetch`, which reads the few options that the published commands use.
 */
export const SENDERS: [name: string, send: Send][] = [
  ...(hasCurl ? [["curl", sendWithCurl] satisfies [string, Send]] : []),
  ["fetch", sendWithFetch],
];

/** Returns the method and URL of a command. */
export function readCommand(command: string): { method: string; url: string } {
  const { method, url } = parse(command);
  return { method, url };
}

async function sendWithCurl(command: string, folder: string): Promise<Response> {
  // A .curlrc adds the options that print the response headers, so that the command stays as published.
  await Bun.write(join(folder, ".curlrc"), "silent\nshow-error\ninclude\n");
  const env = { ...process.env, CURL_HOME: folder };
  const child = Bun.spawn(["sh", "-c", command], { cwd: folder, env, stderr: "pipe" });
  const [output, fault] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(fault);
  return readReply(output);
}

function readReply(output: string): Response {
  // "100 Continue" has its own header before that of the final response.
  const [head = "", ...rest] = output.replace(/^HTTP\/1\.1 100.*?\r\n\r\n/s, "").split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = fields.map((field): [string, string] => {
    const [name = "", ...value] = field.split(":");
    return [name, value.join(":").trim()];
  });
  return new Response(rest.join("\r\n\r\n"), { status: Number(line.split(" ")[1]), headers });
}

async function sendWithFetch(command: string, folder: string): Promise<Response> {
  const { method, url, headers, data, fields } = parse(command);
  if (fields.length === 0) {
    const body = data?.startsWith("@") ? Bun.file(join(folder, data.slice(1))) : data;
    return fetch(url, { method, headers, ...(body ? { body } : {}) });
  }
  const form = new FormData();
  for (const [name, value] of fields) {
    if (value.startsWith("@"))
      form.append(name, Bun.file(join(folder, value.slice(1).replaceAll('"', ""))));
    else form.append(name, value);
  }
  return fetch(url, { method, headers, body: form });
}

function parse(command: string) {
  const words = [...command.replaceAll("\\\n", " ").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );
  const after = (option: string) =>
    words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ""] : []));
  const fields = [...after("--form-string"), ...after("-F")].map((each) => split(each, "="));
  const [data] = [...after("-d"), ...after("--data-binary")];
  const headers = new Headers(after("-H").map((each) => split(each, ":")));
  const implied = data !== undefined || fields.length > 0 ? "POST" : "GET";
  const method = after("-X")[0] ?? implied;
  const url = words.find((word) => /^https?:/.test(word)) ?? "";
  return { method, url, headers, data, fields };
}

function split(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + 1).trim()];
}

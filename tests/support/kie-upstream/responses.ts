import type { IncomingMessage, ServerResponse } from "node:http";
import busboy from "busboy";

/** A response of the API. Its code is in the body. */
export interface WireReply {
  code: number;
  msg: string;
  data?: unknown;
}

export interface Body {
  fields: Record<string, unknown>;
  fileBytes: number;
}

export function ok(data: unknown): WireReply {
  return { code: 200, msg: "success", data };
}

/** Sends a response, with HTTP 200 for every code. */
export function sendReply(reply: ServerResponse, response: WireReply): void {
  reply.setHeader("content-type", "application/json");
  reply.end(JSON.stringify(response));
}

/** Time for the client to read: a reset discards what it has not read. */
const TRAVEL_MS = 20;

/**
 * Sends a wrong reply before the call has any effect, and returns whether it did: "429" and other
 * codes, "429:3" with Retry-After, "http:503" as a status, "gate" as the gateway, "reset".
 */
export async function misbehave(word: string, reply: ServerResponse): Promise<boolean> {
  const [name = "", argument] = word.split(":");
  if (name === "http") reply.writeHead(Number(argument)).end("<html>gateway</html>");
  else if (name === "gate") reply.writeHead(403).end("error code: 1010");
  else if (name === "reset") await reset(reply);
  else if (name === "moderation") {
    sendReply(reply, { code: 400, msg: "The prompt was rejected by the safety system." });
  } else if (/^\d{3}$/.test(name)) {
    if (argument) reply.setHeader("retry-after", argument);
    sendReply(reply, { code: Number(name), msg: `scripted code ${name}`, data: null });
  } else return false;
  return true;
}

/**
 * Withholds the response to an executed call, and returns whether it did: "lost" resets the connection,
 * "hang" never responds, "garbage" and "no-id" send a response without meaning. "hold" and "slow" only
 * wait.
 */
export async function withhold(
  word: string,
  reply: ServerResponse,
  held: Promise<void>,
): Promise<boolean> {
  if (word === "hold") await held;
  if (word === "slow") await Bun.sleep(150);
  if (word === "hold" || word === "slow" || word === "") return false;
  if (word === "lost") await reset(reply);
  else if (word === "garbage") reply.end("{ that is no");
  else if (word === "no-id") sendReply(reply, ok(null));
  else if (word !== "hang") throw new Error(`The upstream knows no "${word}".`);
  return true;
}

async function reset(reply: ServerResponse): Promise<void> {
  await Bun.sleep(TRAVEL_MS);
  reply.socket?.resetAndDestroy();
}

export async function readBody(request: IncomingMessage): Promise<Body> {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) return readForm(request);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  // The API accepts only objects.
  const fields = JSON.parse(Buffer.concat(parts).toString() || "{}") as Record<string, unknown>;
  return { fields, fileBytes: 0 };
}

function readForm(request: IncomingMessage): Promise<Body> {
  const body: Body = { fields: {}, fileBytes: 0 };
  const { promise, resolve, reject } = Promise.withResolvers<Body>();
  const form = busboy({ headers: request.headers });
  form.on("field", (name, value) => void (body.fields[name] = value));
  form.on("file", (_, stream) => {
    stream.on("data", (bytes: Buffer) => void (body.fileBytes += bytes.length));
  });
  form.on("close", () => resolve(body));
  form.on("error", reject);
  request.pipe(form);
  return promise;
}

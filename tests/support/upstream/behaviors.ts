import type { ServerResponse } from "node:http";
import type { UpstreamCall } from "./call.ts";
import type { UpstreamError } from "./contract.ts";
import { renderBase64 } from "./images.ts";
import type { ImageSpec } from "./images.ts";

/** One call in progress. What a behavior does not change is answered as by the real API. */
export interface Exchange {
  call: UpstreamCall;
  reply: ServerResponse;
  /** Number of images to return: n unless a behavior changes it. */
  count: number;
  /** Last change to each image's base64. */
  encode: (base64: string) => string;
  /** Last change to the finished body. */
  send: (body: string) => void | Promise<void>;
  /** Settles when the test calls `release()`. */
  released: Promise<void>;
}

type Behavior = (exchange: Exchange, argument: number | undefined) => void | Promise<void>;

/** Applies the behaviors in order, and answers the rest as the real API would. */
export async function applyBehaviors(words: string[], exchange: Exchange): Promise<void> {
  for (const word of words) {
    const [name = "", argument] = word.split(":");
    const behavior = BEHAVIORS[name];
    if (behavior === undefined) throw new Error(`The upstream knows no behavior "${name}".`);
    await behavior(exchange, argument === undefined ? undefined : Number(argument));
    if (isOver(exchange.reply)) return;
  }
  await answerPictures(exchange);
}

function isOver({ writableEnded, socket }: ServerResponse): boolean {
  return writableEnded || socket === null || socket.destroyed;
}

/** Sends an error in the envelope of the Images API. */
export function sendError(reply: ServerResponse, refusal: UpstreamError): void {
  const { status, type, code, message, param = null, headers = {} } = refusal;
  reply.writeHead(status, { "content-type": "application/json", ...headers });
  reply.end(JSON.stringify({ error: { message, type, param, code } }));
}

/** Time for the client to read: a reset discards what it has not read. */
const TRAVEL_MS = 20;

const never = new Promise<void>(() => {});

/**
 * Every behavior, by the name used in `answer("…")` and in prompts as `#up:…`. An argument is a
 * number behind a colon.
 */
const BEHAVIORS: Record<string, Behavior> = {
  // In time.
  delay: (_, ms = 100) => Bun.sleep(ms),
  hold: ({ released }) => released,
  hang: () => never,
  drip: (exchange) => void (exchange.send = (body) => drip(exchange.reply, body)),
  // On the wire.
  reset: ({ reply }) => void reset(reply),
  "reset-headers": async ({ reply }) => {
    reply.writeHead(200, { "content-type": "application/json", "content-length": 1_000_000 });
    reply.flushHeaders();
    await Bun.sleep(TRAVEL_MS);
    reset(reply);
  },
  "reset-body": (exchange) => void (exchange.send = (body) => cut(exchange, body, reset)),
  "close-body": (exchange) => void (exchange.send = (body) => cut(exchange, body, close)),
  "hang-body": (exchange) => void (exchange.send = (body) => cut(exchange, body, () => never)),
  // In the body.
  fewer: (exchange, count = 1) => void (exchange.count = count),
  none: (exchange) => void (exchange.count = 0),
  extra: (exchange, more = 1) => void (exchange.count += more),
  escaped: (exchange) => void (exchange.encode = escapeBase64),
  "wrong-base64": (exchange) => void (exchange.encode = (text) => text.replace(/^..../, "***!")),
  "not-an-image": (exchange) => void (exchange.encode = () => btoa("just some words here")),
  "zero-bytes": (exchange) => void (exchange.encode = () => ""),
  truncated: (exchange) =>
    void (exchange.send = (body) => sendWhole(exchange.reply, body.slice(0, body.length / 2))),
  "truncated-end": (exchange) =>
    void (exchange.send = (body) => sendWhole(exchange.reply, body.slice(0, -20))),
  html: ({ reply }) => {
    reply.writeHead(200, { "content-type": "text/html" });
    reply.end('<html><body>Bad gateway, says a proxy with "quotes": sorry.</body></html>');
  },
  empty: ({ reply }) => void reply.writeHead(200, { "content-type": "application/json" }).end(),
  links: (exchange) => {
    const url = "https://pictures.invalid/1.png";
    sendWhole(exchange.reply, JSON.stringify({ created: 1, data: [{ url }] }));
  },
  "stream-error": ({ reply }) => {
    reply.writeHead(200, { "content-type": "text/event-stream" });
    reply.end(sse("error", { error: { type: "server_error", code: null, message: "It broke." } }));
  },
  // Errors.
  "400": refusal({ status: 400, code: "invalid_value", message: "Invalid size.", param: "size" }),
  "401": refusal({ status: 401, code: "invalid_api_key", message: "Wrong key: sk-abcd****wxyz." }),
  "403": refusal({ status: 403, message: "Your organization must be verified." }),
  "404": refusal({ status: 404, code: "model_not_found", message: "The model does not exist." }),
  "413": refusal({ status: 413, message: "Too large." }),
  "422": refusal({ status: 422, message: "Cannot be processed." }),
  "429": (exchange, seconds) => {
    const headers = seconds === undefined ? {} : { "retry-after": String(seconds) };
    const [type, code] = ["requests", "rate_limit_exceeded"];
    sendError(exchange.reply, { status: 429, type, code, message: "Slow down.", headers });
  },
  "500": refusal({ status: 500, type: "server_error", message: "The server had an error." }),
  "502": refusal({ status: 502, type: "server_error", message: "Bad gateway." }),
  "503": refusal({ status: 503, type: "service_unavailable_error", code: "server_is_overloaded" }),
  "504": refusal({ status: 504, type: "server_error", message: "Gateway time-out." }),
  quota: refusal({ status: 429, type: "insufficient_quota", code: "credit_balance_exhausted" }),
  "spend-limit": refusal({ status: 429, code: "project_spend_limit_exceeded" }),
  moderation: refusal({
    status: 400,
    type: "image_generation_user_error",
    code: "moderation_blocked",
    message: "Your request was rejected by the safety system.",
    param: "",
  }),
};

function refusal(given: Partial<UpstreamError> & { status: number }): Behavior {
  const defaults = { type: "invalid_request_error", code: null, message: "No." };
  return ({ reply }) => sendError(reply, { ...defaults, ...given });
}

async function answerPictures(exchange: Exchange): Promise<void> {
  const { call, reply, count, encode, send } = exchange;
  const { size, format } = lookOf(call);
  const [width = 0, height = 0] = size.split("x").map(Number);
  const render = (index: number) => renderBase64({ width, height, format, index }).then(encode);
  const images = await Promise.all(Array.from({ length: count }, (_, index) => render(index)));
  const isStream = String(call.fields.stream) === "true";
  reply.setHeader("content-type", isStream ? "text/event-stream" : "application/json");
  const about = { background: "opaque", output_format: format, quality: "low", size };
  await send(
    isStream
      ? await eventsOf(exchange, images, about)
      : // Stringifying megabytes of base64 would cost more than all the rest.
        `{"created":1,"data":[${images.map((each) => `{"b64_json":"${each}"}`).join(",")}],` +
          JSON.stringify({ ...about, usage: usageOf(call, count) }).slice(1),
  );
}

async function eventsOf({ call }: Exchange, images: string[], about: object): Promise<string> {
  const name = call.operation === "edits" ? "image_edit" : "image_generation";
  const preview = await renderBase64({ width: 64, height: 64, format: "png", index: 7 });
  const partials = Array.from({ length: Number(call.fields.partial_images ?? 0) }, (_, index) =>
    sse(`${name}.partial_image`, { ...about, b64_json: preview, partial_image_index: index }),
  );
  const finals = images.map((image) => {
    const usage = usageOf(call, 1);
    return sse(`${name}.completed`, { ...about, b64_json: "@", usage }).replace("@", () => image);
  });
  return [': keep-alive, as "some\n\n', ...partials, ...finals].join("");
}

function sse(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

function lookOf({ fields }: UpstreamCall) {
  const asked = String(fields.output_format ?? "png");
  const format: ImageSpec["format"] = asked === "jpeg" || asked === "webp" ? asked : "png";
  const size = String(fields.size ?? "auto");
  return { format, size: size === "auto" ? "1024x1024" : size };
}

function usageOf({ fields, files }: UpstreamCall, count: number) {
  const text_tokens = Math.ceil(String(fields.prompt).length / 4);
  const image_tokens = 300 * files.length;
  const input_tokens = text_tokens + image_tokens;
  const output_tokens = 196 * count;
  const total_tokens = input_tokens + output_tokens;
  const input_tokens_details = { text_tokens, image_tokens };
  return { input_tokens, output_tokens, total_tokens, input_tokens_details };
}

/** Returns equivalent JSON with escaped slashes and line breaks, as some encoders write it. */
function escapeBase64(base64: string): string {
  const lines = base64.match(/.{1,76}/g) ?? [];
  return lines.join("\\n").replaceAll("/", "\\/").replaceAll("+", "\\u002b");
}

/** Sends a complete body with its length. */
export function sendWhole(reply: ServerResponse, body: string): void {
  reply.setHeader("content-length", Buffer.byteLength(body));
  reply.end(body);
}

async function drip(reply: ServerResponse, body: string): Promise<void> {
  const sizeBytes = Math.ceil(body.length / 97);
  for (let at = 0; at < body.length; at += sizeBytes) {
    reply.write(body.slice(at, at + sizeBytes));
    await Bun.sleep(1);
  }
  reply.end();
}

/** Announces the complete body, sends half of it, and then calls `end`. */
async function cut(
  { reply }: Exchange,
  body: string,
  end: (reply: ServerResponse) => void | Promise<void>,
): Promise<void> {
  reply.setHeader("content-length", Buffer.byteLength(body));
  await new Promise((resolve) => reply.write(body.slice(0, body.length / 2), resolve));
  await Bun.sleep(TRAVEL_MS);
  await end(reply);
}

function reset(reply: ServerResponse): void {
  reply.socket?.resetAndDestroy();
}

function close(reply: ServerResponse): void {
  reply.socket?.destroy();
}

import type { LateResponse } from "../openapi/handlers.ts";
import { toJson } from "./base64.ts";
import type { RequestContext } from "./request-context.ts";
import { toStream } from "./stream.ts";

// Whitespace before a JSON value is ignored by its parsers.
const SPACE = Buffer.from(" ");

/** The second one stops nginx from buffering the spaces. */
export const KEEP_ALIVE_HEADERS = { "content-type": "application/json", "x-accel-buffering": "no" };

/** Returns whether a response with these headers may have started early. */
export function isStartedEarly(headers: Headers): boolean {
  return Object.entries(KEEP_ALIVE_HEADERS).every(([name, value]) => headers.get(name) === value);
}

/**
 * Waits for a response for `firstMs`. Returns undefined if it is ready by then. Otherwise returns a body
 * that starts at once and is to be sent with status 200 and `KEEP_ALIVE_HEADERS`: spaces until the response
 * is ready, then its JSON, which is an error object if it failed.
 */
export async function startEarly(
  requestContext: RequestContext,
  response: Promise<LateResponse>,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const { firstMs, intervalMs } = requestContext.idle.keepAlive;
  if (await isSettledWithin(response, firstMs)) return undefined;
  const late = response.catch((error: unknown) => toLateError(requestContext, error));
  requestContext.late = late;
  return toStream(waitWithSpaces(late, intervalMs));
}

async function toLateError(
  { convertError }: RequestContext,
  error: unknown,
): Promise<LateResponse> {
  if (convertError === undefined) throw error;
  const { code, response } = convertError(error);
  return { code, status: response.status, body: await response.json() };
}

async function* waitWithSpaces(
  late: Promise<LateResponse>,
  intervalMs: number,
): AsyncGenerator<Uint8Array> {
  do yield SPACE;
  while (!(await isSettledWithin(late, intervalMs)));
  const json = toJson((await late).body);
  if (typeof json === "string") yield Buffer.from(json);
  else yield* json;
}

function isSettledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: outcome, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  const settle = () => {
    clearTimeout(timer);
    resolve(true);
  };
  promise.then(settle, settle);
  return outcome;
}

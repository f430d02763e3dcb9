import createFetch, { type Client } from "openapi-fetch";
import { serializeBody } from "./body.ts";
import type { CallOptions, CreateOptions, OpenOptions } from "./options.ts";
import { type CallResponse, type CallInit, type CallKind, callWithRetries } from "./retry.ts";
import { readEvents } from "./stream.ts";

/** What an attempt hands to openapi-fetch. */
export type HttpInit = CallInit & { bodySerializer: (body: unknown) => string | FormData };

/** openapi-fetch over one API's document. */
export type Http<Paths extends {}> = Client<Paths, "application/json">;

/** Makes calls of one API, each as often as it takes. */
export interface Calls<Paths extends {}> {
  /** For a reply that comes whole. */
  call<T>(
    kind: CallKind,
    options: CallOptions | undefined,
    send: (http: Http<Paths>, init: HttpInit) => Promise<CallResponse>,
  ): Promise<T>;
  /** For a reply of server-sent events. Nothing is sent before the first one is asked for. */
  stream<T>(
    kind: CallKind,
    options: CallOptions | undefined,
    send: (http: Http<Paths>, init: HttpInit) => Promise<CallResponse>,
  ): AsyncGenerator<T, void, undefined>;
}

/** The events of a stream that are no errors; an error is thrown. */
export type Events<T> = Exclude<T, { type: "error" }>;

/** A body that does not say itself whether it wants a stream. */
export type Unstreamed<T> = T extends unknown ? Omit<T, "stream"> : never;

/** Opens an API at an address. */
export function createCalls<Paths extends {}>(
  given: OpenOptions,
  uncharged: ReadonlySet<string>,
): Calls<Paths> {
  const { baseUrl, headers: everyHeader, onReply: hear, fetch: ownFetch, ...defaults } = given;
  const http = createFetch<Paths, "application/json">({
    baseUrl,
    // Looked up at each call, as those expect who put their own in its place.
    fetch: (request) => (ownFetch ?? fetch)(request),
  });
  const call: Calls<Paths>["call"] = (kind, own = {}, send) => {
    const headers = { ...everyHeader, ...own.headers };
    const onReply = (reply: Response) => {
      hear?.(reply);
      own.onReply?.(reply);
    };
    const options = { ...defaults, ...keyFor(kind), ...pickDefinedOptions(own), headers, onReply };
    const sendOnce = (init: CallInit) => send(http, { ...init, bodySerializer: serializeBody });
    return callWithRetries({ kind, options, uncharged, send: sendOnce });
  };
  return {
    call,
    async *stream(kind, own = {}, send) {
      let reply: Response | undefined;
      const onReply = (each: Response) => {
        reply = each;
        own.onReply?.(each);
      };
      const options = { ...keyFor(kind), ...pickDefinedOptions(own), onReply };
      const body = await call(kind, options, send);
      yield* readEvents(body, { ...options, reply, uncharged });
    },
  };
}

/** The key of a call that buys. */
function keyFor(kind: CallKind): CreateOptions {
  return kind === "create" ? { idempotencyKey: randomKey() } : {};
}

/** What is given as undefined is not said. */
function pickDefinedOptions(options: CreateOptions): CreateOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Works on pages without https as well, where `crypto.randomUUID` is absent. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

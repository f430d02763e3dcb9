import createFetch, { type Client } from "openapi-fetch";
import { serializeBody } from "./body.ts";
import { readFiles } from "./files.ts";
import { createIdempotencyKey } from "./idempotency-key.ts";
import type { CallOptions, CreateOptions, OpenOptions } from "./options.ts";
import { type CallResponse, type CallInit, type CallKind, callWithRetries } from "./retry.ts";
import { iterateAfter, iteratePages, type Page, type PageAfter } from "./pages.ts";
import { readEvents } from "./stream.ts";

/** The options of one attempt for openapi-fetch. */
export type HttpInit = CallInit & { bodySerializer: (body: unknown) => string | FormData };

/** An openapi-fetch client of one API. */
export type Http<Paths extends {}> = Client<Paths, "application/json">;

/** Calls operations of one API, with retries. */
export interface Calls<Paths extends {}> {
  /** For a complete response. */
  call<T>(
    kind: CallKind,
    options: CallOptions | undefined,
    send: (http: Http<Paths>, init: HttpInit) => Promise<CallResponse>,
  ): Promise<T>;
  /** For a response of server-sent events. The request is sent when the first event is read. */
  stream<T>(
    kind: CallKind,
    options: CallOptions | undefined,
    send: (http: Http<Paths>, init: HttpInit) => Promise<CallResponse>,
  ): AsyncGenerator<T, void, undefined>;
  /** Yields the items of all pages of a list. */
  iterate<Item>(
    read: (position: { cursor?: string }) => Promise<Page<Item>>,
  ): AsyncGenerator<Item, void, undefined>;
  iterateAfter<Item>(
    read: (position: { after?: string }) => Promise<PageAfter<Item>>,
  ): AsyncGenerator<Item, void, undefined>;
  /** Returns a body with each file as a `Blob`. */
  readFiles<Body>(body: Body): Promise<Body>;
}

/** The events of a stream except errors, which are thrown. */
export type Events<T> = Exclude<T, { type: "error" }>;

/** A body without `stream`, which the method sets. */
export type Unstreamed<T> = T extends unknown ? Omit<T, "stream"> : never;

/** Creates the calls of an API at a base URL. */
export function createCalls<Paths extends {}>(
  given: OpenOptions,
  uncharged: ReadonlySet<string>,
): Calls<Paths> {
  const { baseUrl, headers: everyHeader, onReply: notify, fetch: ownFetch, ...defaults } = given;
  const http = createFetch<Paths, "application/json">({
    baseUrl,
    // No API redirects. `fetch` would send the headers of a call to the other server.
    redirect: "manual",
    fetch: (request) => ownFetch(request),
  });
  const call: Calls<Paths>["call"] = (kind, own = {}, send) => {
    const headers = { ...everyHeader, ...own.headers };
    const onReply = (reply: Response) => {
      notify?.(reply);
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
      yield* readEvents(body, { ...options, kind, reply });
    },
    iterate: iteratePages,
    iterateAfter,
    readFiles,
  };
}

/** Returns a new idempotency key for a create. */
function keyFor(kind: CallKind): CreateOptions {
  return kind === "create" ? { idempotencyKey: createIdempotencyKey() } : {};
}

/** Removes options that are undefined, so that they do not override defaults. */
function pickDefinedOptions(options: CreateOptions): CreateOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

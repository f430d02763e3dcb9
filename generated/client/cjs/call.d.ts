import { type Client } from "openapi-fetch";
import type { CallOptions, OpenOptions } from "./options.js";
import { type CallResponse, type CallInit, type CallKind } from "./retry.js";
import { type Page, type PageAfter } from "./pages.js";
/** The options of one attempt for openapi-fetch. */
export type HttpInit = CallInit & {
  bodySerializer: (body: unknown) => string | FormData;
};
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
export type Events<T> = Exclude<
  T,
  {
    type: "error";
  }
>;
/** A body without `stream`, which the method sets. */
export type Unstreamed<T> = T extends unknown ? Omit<T, "stream"> : never;
/** Creates the calls of an API at a base URL. */
export declare function createCalls<Paths extends {}>(
  given: OpenOptions,
  uncharged: ReadonlySet<string>,
): Calls<Paths>;

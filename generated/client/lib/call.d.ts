import { type Client } from "openapi-fetch";
import type { CallOptions, OpenOptions } from "./options.js";
import { type CallResponse, type CallInit, type CallKind } from "./retry.js";
/** What an attempt hands to openapi-fetch. */
export type HttpInit = CallInit & {
  bodySerializer: (body: unknown) => string | FormData;
};
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
export type Events<T> = Exclude<
  T,
  {
    type: "error";
  }
>;
/** A body that does not say itself whether it wants a stream. */
export type Unstreamed<T> = T extends unknown ? Omit<T, "stream"> : never;
/** Opens an API at an address. */
export declare function createCalls<Paths extends {}>(
  given: OpenOptions,
  uncharged: ReadonlySet<string>,
): Calls<Paths>;

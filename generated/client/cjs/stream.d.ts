import type { CreateOptions } from "./options.js";
/** The call whose response is a stream. */
export interface StreamedCall extends CreateOptions {
  reply: Response | undefined;
  uncharged: ReadonlySet<string>;
}
/**
 * Yields the data of the events of a response. Throws a `GenerationError` at an error event, and a
 * `ConnectionError` if the connection fails before the stream has ended.
 */
export declare function readEvents<T>(
  body: unknown,
  call: StreamedCall,
): AsyncGenerator<T, void, undefined>;

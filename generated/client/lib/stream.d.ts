import type { CreateOptions } from "./options.js";
/** The call that a stream is the reply to. */
export interface StreamedCall extends CreateOptions {
  reply: Response | undefined;
  uncharged: ReadonlySet<string>;
}
/**
 * The data of a reply's events, as they come. Throws a `GenerationError` at an event that tells of an
 * error, and a `ConnectionError` where the connection breaks before the stream has ended.
 */
export declare function readEvents<T>(
  body: unknown,
  call: StreamedCall,
): AsyncGenerator<T, void, undefined>;

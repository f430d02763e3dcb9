import type { CreateOptions } from "./options.js";
import { type CallKind } from "./retry.js";
/** The call whose response is a stream. */
export interface StreamedCall extends CreateOptions {
  kind: CallKind;
  reply: Response | undefined;
}
/**
 * Yields the data of the events of a response. Throws a `GenerationError` at an error event, and a
 * `ConnectionError` if the stream ends early or contains something else.
 */
export declare function readEvents<T>(
  body: unknown,
  call: StreamedCall,
): AsyncGenerator<T, void, undefined>;

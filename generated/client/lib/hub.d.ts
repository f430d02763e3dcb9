import type { components } from "./hub/client.js";
import { type ErrorCode, type Methods } from "./hub/methods.js";
import { ApiError } from "./errors.js";
import { type KeyOptions } from "./options.js";
import { type CreateAndWaitOptions, type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./hub/types.js";
export type { ErrorCode };
type Generation = Schemas["Generation"];
/** The Image Hub API: each operation of its document is a method. */
export interface HubClient extends Methods {
  /**
   * Waits until a generation finishes. A response with a `poll_url` is polled at that URL. Throws a
   * `GenerationError` if it produced no images.
   */
  waitFor(generation: string | Generation, options?: WaitOptions<Generation>): Promise<Generation>;
  /** Creates a generation with `async: true` and waits until it finishes, as `waitFor` does. */
  createImageAndWait(
    body: Omit<Schemas["CreateImageForm"], "async">,
    options?: CreateAndWaitOptions<Generation>,
  ): Promise<Generation>;
}
/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
export declare function createHubClient(options?: KeyOptions): HubClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isHubError(error: unknown): error is ApiError<ErrorCode>;

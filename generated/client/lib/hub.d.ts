import type { components } from "./hub/client.js";
import { type Methods } from "./hub/methods.js";
import { type KeyOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];
/** The Image Hub API: each operation of its document is a method. */
export interface HubClient extends Methods {
  /**
   * Waits until a generation finishes. A response with a `poll_url` is polled at that URL. Throws a
   * `GenerationError` if it produced no images.
   */
  waitFor(generation: string | Generation, options?: WaitOptions<Generation>): Promise<Generation>;
}
/** Creates a client of the Image Hub API, for keys that start with `gih_live_`. */
export declare function createHubClient(options: KeyOptions): HubClient;
export {};

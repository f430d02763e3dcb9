import type { components } from "./hub/client.js";
import { type Methods } from "./hub/methods.js";
import { type KeyOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];
/** The Image Hub API: every operation of its document is a method. */
export interface HubClient extends Methods {
  /**
   * Waits until a generation has ended. A reply that has a `poll_url` is polled there. Throws a
   * `GenerationError` where no images were made.
   */
  waitFor(generation: string | Generation, options?: WaitOptions<Generation>): Promise<Generation>;
}
/** A client of the Image Hub API, for keys that start with `gih_live_`. */
export declare function createHubClient(options: KeyOptions): HubClient;
export {};

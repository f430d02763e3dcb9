import type { components } from "./plus/client.js";
import { type Methods } from "./plus/methods.js";
import { type CallOptions, type KeyOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];
/** The Image Plus API: each operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads an image and returns its key for `inputImageKeys`. */
  uploadImage(file: Blob, options?: CallOptions): Promise<string>;
}
/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export declare function createPlusClient(options: KeyOptions): PlusClient;
export {};

import type { components } from "./plus/client.js";
import { type Methods } from "./plus/methods.js";
import { type CallOptions, type KeyOptions } from "./options.js";
import { type WaitOptions } from "./wait.js";
/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
type Generation = Schemas["Generation"];
/** The Image Plus API: every operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation has ended. Throws a `GenerationError` where no images were made. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads a picture and answers its key, for `inputImageKeys`. */
  uploadImage(file: Blob, options?: CallOptions): Promise<string>;
}
/** A client of the Image Plus API, for keys that start with `gimg_`. */
export declare function createPlusClient(options: KeyOptions): PlusClient;
export {};

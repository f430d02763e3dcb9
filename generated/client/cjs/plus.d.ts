import type { components } from "./plus/client.js";
import { type ErrorCode, type Methods } from "./plus/methods.js";
import { ApiError } from "./errors.js";
import { type FileInput } from "./files.js";
import { type CallOptions, type KeyOptions } from "./options.js";
import { type CreateAndWaitOptions, type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./plus/types.js";
export type { ErrorCode };
type Generation = Schemas["Generation"];
/** The Image Plus API: each operation of its document is a method. */
export interface PlusClient extends Methods {
  /** Waits until a generation finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(
    generation: string | Schemas["AcceptedGeneration"],
    options?: WaitOptions<Generation>,
  ): Promise<Generation>;
  /** Creates a generation and waits until it finishes, as `waitFor` does. */
  createGenerationAndWait(
    body: Schemas["GenerateRequest"],
    options?: CreateAndWaitOptions<Generation>,
  ): Promise<Generation>;
  /** Uploads an image and returns its key for `inputImageKeys`. */
  uploadImage(file: FileInput, options?: CallOptions): Promise<string>;
}
/** Creates a client of the Image Plus API, for keys that start with `gimg_`. */
export declare function createPlusClient(options?: KeyOptions): PlusClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isPlusError(error: unknown): error is ApiError<ErrorCode>;

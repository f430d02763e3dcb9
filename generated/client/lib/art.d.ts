import type { components } from "./art/client.js";
import { type ErrorCode, type Methods } from "./art/methods.js";
import { ApiError } from "./errors.js";
import { type KeyOptions } from "./options.js";
import { type CreateAndWaitOptions, type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./art/types.js";
export type { ErrorCode };
type Task = Schemas["Task"];
/** The Image Art API: each operation of its document is a method. */
export interface ArtClient extends Methods {
  /** Waits until a task finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(task: string | Task, options?: WaitOptions<Task>): Promise<Task>;
  /** Creates a task and waits until it finishes, as `waitFor` does. */
  createImageAndWait(
    body: Schemas["CreateImageRequest"],
    options?: CreateAndWaitOptions<Task>,
  ): Promise<Task>;
}
/** Creates a client of the Image Art API, for keys that start with `sk-`. */
export declare function createArtClient(options?: KeyOptions): ArtClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isArtError(error: unknown): error is ApiError<ErrorCode>;

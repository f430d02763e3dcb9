import type { components } from "./openai/client.js";
import { type ErrorCode, type Methods } from "./openai/methods.js";
import { ApiError } from "./errors.js";
import { type KeyOptions } from "./options.js";
import { type CreateAndWaitOptions, type WaitOptions } from "./wait.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./openai/types.js";
export type { ErrorCode };
type Task = Schemas["ImageTask"];
type CreatedTask = Schemas["CreatedImageTask"];
/** The OpenAI-compatible API: each operation of its document is a method. */
export interface OpenaiClient extends Methods {
  /** Waits until a task finishes. Throws a `GenerationError` if it produced no images. */
  waitFor(task: string | CreatedTask, options?: WaitOptions<Task>): Promise<Task>;
  /** Creates a task of `createImage` and waits until it finishes, as `waitFor` does. */
  createImageAndWait(
    body: Schemas["CreateImageRequest"],
    options?: CreateAndWaitOptions<Task>,
  ): Promise<Task>;
  /** Creates a task of `editImage` and waits until it finishes, as `waitFor` does. */
  editImageAndWait(
    body: Schemas["EditImageForm"] | Schemas["EditImageRequest"],
    options?: CreateAndWaitOptions<Task>,
  ): Promise<Task>;
}
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export declare function createOpenaiClient(options?: KeyOptions): OpenaiClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isOpenaiError(error: unknown): error is ApiError<ErrorCode>;

import type { components, paths } from "../../generated/openai/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/openai/methods.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type KeyOptions, withKey } from "./options.ts";
import { createAndWait, type CreateAndWaitOptions, waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/openai/types.ts";
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
export function createOpenaiClient(options: KeyOptions = {}): OpenaiClient {
  const own = methods(createCalls<paths>(withKey(options), uncharged));
  const client: OpenaiClient = {
    ...own,
    waitFor(task, waiting) {
      const id = typeof task === "string" ? task : task.id;
      return waitFor((call) => own.getImageTask(id, call), waiting);
    },
    createImageAndWait(body, given) {
      return createAndWait((call) => own.createImageTask(body, call), client.waitFor, given);
    },
    editImageAndWait(body, given) {
      return createAndWait((call) => own.editImageTask(body, call), client.waitFor, given);
    },
  };
  return client;
}

/** Whether an error is a response of this API with one of its codes. */
export function isOpenaiError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}

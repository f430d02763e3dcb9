import type { components, paths } from "../../generated/art/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/art/methods.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type KeyOptions, withKey } from "./options.ts";
import { createAndWait, type CreateAndWaitOptions, waitFor, type WaitOptions } from "./wait.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/art/types.ts";
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
export function createArtClient(options: KeyOptions = {}): ArtClient {
  const own = methods(createCalls<paths>(withKey(options), uncharged));
  const client: ArtClient = {
    ...own,
    waitFor(task, waiting) {
      const id = typeof task === "string" ? task : task.id;
      return waitFor((call) => own.getTask(id, call), waiting);
    },
    createImageAndWait(body, given) {
      return createAndWait((call) => own.createImage(body, call), client.waitFor, given);
    },
  };
  return client;
}

/** Whether an error is a response of this API with one of its codes. */
export function isArtError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}

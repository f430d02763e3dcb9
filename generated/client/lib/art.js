import { isErrorCode, methods, uncharged } from "./art/methods.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { withKey } from "./options.js";
import { createAndWait, waitFor } from "./wait.js";
/** Creates a client of the Image Art API, for keys that start with `sk-`. */
export function createArtClient(options = {}) {
  const own = methods(createCalls(withKey(options), uncharged));
  const client = {
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
export function isArtError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}

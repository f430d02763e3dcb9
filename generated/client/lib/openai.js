import { isErrorCode, methods, uncharged } from "./openai/methods.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { withKey } from "./options.js";
import { createAndWait, waitFor } from "./wait.js";
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export function createOpenaiClient(options = {}) {
  const own = methods(createCalls(withKey(options), uncharged));
  const client = {
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
export function isOpenaiError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}

import { isErrorCode, methods, uncharged } from "./openai/methods.js";
import { createCalls } from "./call.js";
import { ApiError } from "./errors.js";
import { withKey } from "./options.js";
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export function createOpenaiClient(options = {}) {
  return methods(createCalls(withKey(options), uncharged));
}
/** Whether an error is a response of this API with one of its codes. */
export function isOpenaiError(error) {
  return error instanceof ApiError && isErrorCode(error.code);
}

import { methods, uncharged } from "./openai/methods.js";
import { createCalls } from "./call.js";
import { withKey } from "./options.js";
/** A client of the OpenAI-compatible API, for keys of any kind. */
export function createOpenaiClient(options) {
  return methods(createCalls(withKey(options), uncharged));
}

import { methods, uncharged } from "./openai/methods.js";
import { createCalls } from "./call.js";
import { withKey } from "./options.js";
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export function createOpenaiClient(options) {
  return methods(createCalls(withKey(options), uncharged));
}

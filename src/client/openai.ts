import type { components, paths } from "../../generated/openai/client.ts";
import { type Methods, methods, uncharged } from "../../generated/openai/methods.ts";
import { createCalls } from "./call.ts";
import { type KeyOptions, withKey } from "./options.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];

/** The OpenAI-compatible API: each operation of its document is a method. */
export interface OpenaiClient extends Methods {}

/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export function createOpenaiClient(options: KeyOptions): OpenaiClient {
  return methods(createCalls<paths>(withKey(options), uncharged));
}

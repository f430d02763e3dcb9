import type { components, paths } from "../../generated/openai/client.ts";
import { type Methods, methods, uncharged } from "../../generated/openai/methods.ts";
import { createCalls } from "./call.ts";
import { type KeyOptions, withKey } from "./options.ts";

/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];

/** The OpenAI-compatible API: every operation of its document is a method. */
export interface OpenaiClient extends Methods {}

/** A client of the OpenAI-compatible API, for keys of any kind. */
export function createOpenaiClient(options: KeyOptions): OpenaiClient {
  return methods(createCalls<paths>(withKey(options), uncharged));
}

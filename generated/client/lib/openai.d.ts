import type { components } from "./openai/client.js";
import { type Methods } from "./openai/methods.js";
import { type KeyOptions } from "./options.js";
/** The shapes that this API speaks in. */
export type Schemas = components["schemas"];
/** The OpenAI-compatible API: every operation of its document is a method. */
export interface OpenaiClient extends Methods {}
/** A client of the OpenAI-compatible API, for keys of any kind. */
export declare function createOpenaiClient(options: KeyOptions): OpenaiClient;

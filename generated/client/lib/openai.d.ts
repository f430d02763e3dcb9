import type { components } from "./openai/client.js";
import { type Methods } from "./openai/methods.js";
import { type KeyOptions } from "./options.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
/** The OpenAI-compatible API: each operation of its document is a method. */
export interface OpenaiClient extends Methods {}
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export declare function createOpenaiClient(options: KeyOptions): OpenaiClient;

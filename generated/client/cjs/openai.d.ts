import type { components } from "./openai/client.js";
import { type ErrorCode, type Methods } from "./openai/methods.js";
import { ApiError } from "./errors.js";
import { type KeyOptions } from "./options.js";
/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "./openai/types.js";
export type { ErrorCode };
/** The OpenAI-compatible API: each operation of its document is a method. */
export interface OpenaiClient extends Methods {}
/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export declare function createOpenaiClient(options?: KeyOptions): OpenaiClient;
/** Whether an error is a response of this API with one of its codes. */
export declare function isOpenaiError(error: unknown): error is ApiError<ErrorCode>;

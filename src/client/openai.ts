import type { components, paths } from "../../generated/openai/client.ts";
import {
  type ErrorCode,
  isErrorCode,
  type Methods,
  methods,
  uncharged,
} from "../../generated/openai/methods.ts";
import { createCalls } from "./call.ts";
import { ApiError } from "./errors.ts";
import { type KeyOptions, withKey } from "./options.ts";

/** The request and response types of this API. */
export type Schemas = components["schemas"];
export type * from "../../generated/openai/types.ts";
export type { ErrorCode };

/** The OpenAI-compatible API: each operation of its document is a method. */
export interface OpenaiClient extends Methods {}

/** Creates a client of the OpenAI-compatible API, for keys of every API. */
export function createOpenaiClient(options: KeyOptions = {}): OpenaiClient {
  return methods(createCalls<paths>(withKey(options), uncharged));
}

/** Whether an error is a response of this API with one of its codes. */
export function isOpenaiError(error: unknown): error is ApiError<ErrorCode> {
  return error instanceof ApiError && isErrorCode(error.code);
}

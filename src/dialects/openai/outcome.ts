import type { components } from "../../../generated/openai/server.ts";
import type { Generation } from "../../core/generations/find.ts";
import { AppError } from "../../foundation/errors.ts";

/** A generation that has ended without pictures, as the error it is answered with. */
export function toFailure({ errorCode, errorMessage, id }: Generation): AppError {
  const message = errorMessage ?? "Image generation failed. Nothing was charged.";
  return new AppError(errorCode ?? "generation_failed", message, { details: { generationId: id } });
}

/** What is said when the wait is over before the generation is. */
export function toPendingError(generationId: string): components["schemas"]["Error"] {
  const message =
    `The images are not ready yet. Generation ${generationId} goes on: send the same request again ` +
    "with its Idempotency-Key, or as a retry of the client, to wait for it.";
  return {
    error: { message, type: "server_error", param: null, code: "generation_timeout" },
  };
}

/** Clients that mark their retries find the generation again; they should come at once. */
export const RETRY_AFTER_SECONDS = { "retry-after": "1", "x-should-retry": "true" };

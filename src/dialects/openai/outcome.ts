import type { components } from "../../../generated/openai/server.ts";

/** Returns the error for a wait that ended before the generation finished. */
export function toPendingError(generationId: string): components["schemas"]["Error"] {
  const message =
    `The images are not ready yet. Generation ${generationId} is still running: send the same request ` +
    "again with its Idempotency-Key, or as a retry of the client, to wait for it.";
  return {
    error: { message, type: "server_error", param: null, code: "generation_timeout" },
  };
}

/** Headers that make the SDKs retry in a second. They mark the retry, which finds the same generation. */
export const RETRY_NOW_HEADERS = { "retry-after": "1", "x-should-retry": "true" };

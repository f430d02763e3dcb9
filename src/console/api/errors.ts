import type { components } from "../../../generated/account/client.ts";

type Schemas = components["schemas"];

/** An error code of the API, or `unreachable` if there was no response. */
export type ConsoleErrorCode = Schemas["ErrorCode"] | "unreachable";

/** Returns the error code of any thrown value. */
export function readErrorCode(error: unknown): ConsoleErrorCode {
  return readErrorBody(error)?.code ?? "unreachable";
}

/** Returns whether the resource does not exist, for example because it was deleted in another tab. */
export function isNotFound(error: unknown): boolean {
  return readErrorCode(error) === "not_found";
}

const TEMPORARY: ConsoleErrorCode[] = [
  "unreachable",
  "unavailable",
  "internal_error",
  "request_timeout",
];

/** Returns whether the same request may succeed later without any change. */
export function isTemporaryError(error: unknown): boolean {
  return TEMPORARY.includes(readErrorCode(error));
}

/** Returns the server's error message in English, or undefined without a response. */
export function readErrorMessage(error: unknown): string | undefined {
  return readErrorBody(error)?.message;
}

/** Returns the invalid fields of a request with messages in English. */
export function listIssues(error: unknown) {
  return readErrorBody(error)?.issues ?? [];
}

/** Returns the server's validation message of one form field in English, or undefined. */
export function findFieldIssue(error: unknown, field: string): string | undefined {
  return readErrorBody(error)?.issues?.find(({ path }) => path[0] === field)?.message;
}

/** Returns whether the server rejected the password in the field `password`. */
export function isWrongPassword(error: unknown): boolean {
  return findFieldIssue(error, "password") !== undefined;
}

/** Adds the Retry-After header of an error response, to be read with `findRetryAfterSeconds`. */
export function withRetryAfter(error: unknown, response: Response | undefined): unknown {
  const seconds = Number(response?.headers.get("retry-after"));
  if (typeof error !== "object" || !(seconds > 0)) return error;
  return { ...error, retryAfterSeconds: seconds };
}

/** Returns the seconds after which the request can be retried, or undefined if unknown. */
export function findRetryAfterSeconds(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if (!("retryAfterSeconds" in error)) return undefined;
  return typeof error.retryAfterSeconds === "number" ? error.retryAfterSeconds : undefined;
}

function readErrorBody(error: unknown): Schemas["Error"]["error"] | undefined {
  if (typeof error !== "object" || error === null || !("error" in error)) return undefined;
  const { error: body } = error;
  const isBody = typeof body === "object" && body !== null && "code" in body && "message" in body;
  // Only the error bodies declared in the OpenAPI document have both properties.
  return isBody ? (body as Schemas["Error"]["error"]) : undefined;
}

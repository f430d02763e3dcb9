import type { Schemas } from "./client.ts";

/** A code of the API, or that no reply of the API came. */
export type FaultCode = Schemas["ErrorCode"] | "unreachable";

/** Tells which error it is, whatever was thrown. */
export function readErrorCode(error: unknown): FaultCode {
  return readErrorBody(error)?.code ?? "unreachable";
}

const TEMPORARY: FaultCode[] = ["unreachable", "unavailable", "internal_error", "request_timeout"];

/** Returns whether the same request may succeed later without any change. */
export function isTemporary(error: unknown): boolean {
  return TEMPORARY.includes(readErrorCode(error));
}

/** What the server says about it, for people, in English; undefined where no reply came. */
export function readErrorMessage(error: unknown): string | undefined {
  const body = readErrorBody(error);
  if (body?.issues === undefined || body.issues.length === 0) return body?.message;
  return body.issues.map(({ path, message }) => [path.join("."), message].join(": ")).join(" ");
}

/** What the server has against one field of a form, in English; undefined where it has nothing. */
export function findFieldIssue(error: unknown, field: string): string | undefined {
  return readErrorBody(error)?.issues?.find(({ path }) => path[0] === field)?.message;
}

/** Adds what the reply of an error says about when to try again, for `retryAfterOf`. */
export function withRetryAfter(error: unknown, response: Response | undefined): unknown {
  const seconds = Number(response?.headers.get("retry-after"));
  if (typeof error !== "object" || !(seconds > 0)) return error;
  return { ...error, retryAfterSeconds: seconds };
}

/** Returns after how many seconds the request may be sent again; undefined where that is not known. */
export function retryAfterOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if (!("retryAfterSeconds" in error)) return undefined;
  return typeof error.retryAfterSeconds === "number" ? error.retryAfterSeconds : undefined;
}

function readErrorBody(error: unknown): Schemas["Error"]["error"] | undefined {
  if (typeof error !== "object" || error === null || !("error" in error)) return undefined;
  const { error: body } = error;
  const isBody = typeof body === "object" && body !== null && "code" in body && "message" in body;
  // The only bodies with these two are the API's own errors, as the document declares them.
  return isBody ? (body as Schemas["Error"]["error"]) : undefined;
}

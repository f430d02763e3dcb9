import { AppError } from "./errors.ts";

/** Returns whether a text is a UUID. Other ids cannot exist, so no query is needed. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Returns the same error for a missing resource and for one of another account. */
export function toNotFoundError(): AppError {
  return new AppError("not_found", "The requested resource was not found.");
}

import { AppError } from "./errors.ts";

/** Whether a text can be the id of a row; what cannot costs no query. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** One answer for what does not exist and for what is somebody else's. */
export function toNotFoundError(): AppError {
  return new AppError("not_found", "The requested resource was not found.");
}

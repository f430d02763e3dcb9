import { AppError } from "../../foundation/errors.ts";

const missingImages = new WeakSet<object>();

/** Returns `unavailable` for a stored image that does not exist. */
export function createMissingImageError(): AppError {
  const message = "The images cannot be read right now. Try again later.";
  const error = new AppError("unavailable", message);
  missingImages.add(error);
  return error;
}

/** Returns whether an error reports that an image does not exist in the storage. */
export function isImageMissing(error: AppError): boolean {
  return missingImages.has(error);
}

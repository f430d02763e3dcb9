import { AppError, RETRY_AFTER_SECONDS } from "../foundation/errors.ts";

const faults = new WeakSet<object>();

/** Returns whether an error reports a failure of the object storage. */
export function isStorageFault(error: unknown): error is AppError {
  return error instanceof AppError && faults.has(error);
}

/** Returns `unavailable`, marked as a storage fault. */
export function toStorageFault(cause: unknown): AppError {
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  const fault = new AppError("unavailable", "Image storage is unavailable.", { cause, details });
  faults.add(fault);
  return fault;
}

/** Awaits a storage operation. Throws `unavailable` for every error that is not an AppError. */
export async function toStorageResult<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (cause) {
    throw cause instanceof AppError ? cause : toStorageFault(cause);
  }
}

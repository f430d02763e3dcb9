import { AppError, RETRY_AFTER_SECONDS } from "../foundation/errors.ts";

const faults = new WeakSet<object>();

/** Whether an error says that the storage did not do as it was asked: away, full or refusing. */
export function isStorageFault(error: unknown): error is AppError {
  return error instanceof AppError && faults.has(error);
}

/** Returns `unavailable`, known as a fault of the storage. */
export function toStorageFault(cause: unknown): AppError {
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  const fault = new AppError("unavailable", "Picture storage is unavailable.", { cause, details });
  faults.add(fault);
  return fault;
}

/** Awaits a reply of the storage. Throws `unavailable` for every failure that has no code of ours. */
export async function answered<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (cause) {
    throw cause instanceof AppError ? cause : toStorageFault(cause);
  }
}

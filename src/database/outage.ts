import { AppError } from "../foundation/errors.ts";

/** Code of the error for a statement without a response within its deadline. */
const NO_ANSWER = "NO_ANSWER";

// SQLSTATE classes 08 and 57P (starting, stopping or crashing server), and the codes of the driver and
// the socket. A statement that was sent may have run.
const CONNECTION_LOST = new RegExp(
  [
    "^(?:08\\w{3}|57P\\w\\d|CONNECT(?:ION)?_\\w+|ECONN\\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_\\w+",
    `E(?:HOST|NET)(?:DOWN|UNREACH)|ERR_S(?:OCKET|TREAM)_\\w+|${NO_ANSWER})$`,
  ].join("|"),
);

// The server answered that the statement did not run or was rolled back: out of memory, disk or
// connections (class 53), no such database, read-only, lock timeout, statement timeout, deadlock,
// serialization failure.
const ROLLED_BACK = /^(?:53\w{3}|3D000|25006|55P03|57014|40P01|40001)$/;

const READ_ONLY = "25006";
const LOCK_TIMEOUT = "55P03";

/** Returns whether the connection that reported this error is no longer usable. */
export function isConnectionLost(cause: unknown): boolean {
  return CONNECTION_LOST.test(readErrorCode(cause));
}

/** Returns whether a statement had no response within its deadline. */
export function isUnanswered(cause: unknown): boolean {
  return readErrorCode(cause) === NO_ANSWER;
}

/** Returns whether the server is read-only: a standby, or a demoted primary. */
export function isReadOnly(cause: unknown): boolean {
  return readErrorCode(cause) === READ_ONLY;
}

/** Returns whether a statement timed out while it waited for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof AppError && readErrorCode(error.cause) === LOCK_TIMEOUT;
}

/** Returns whether a failed statement may have run, because its response was lost. */
export function isOutcomeUnknown(error: unknown): error is AppError {
  return error instanceof AppError && error.details.outcomeUnknown === true;
}

/**
 * Returns the error to throw to the caller: `unavailable` for an outage, otherwise the error itself.
 * `wasSent` states whether the statement had been sent.
 */
export function toCallersError(cause: unknown, wasSent: boolean): unknown {
  const isLost = isConnectionLost(cause);
  if (!isLost && !ROLLED_BACK.test(readErrorCode(cause))) return cause;
  return unavailable(cause, isLost && wasSent);
}

/** Returns `unavailable` for a statement that was not sent. */
export function notSent(cause: unknown): AppError {
  return unavailable(cause, false);
}

/** Returns an error with the code NO_ANSWER. */
export function noAnswer(what: string, ms: number): Error {
  return Object.assign(new Error(`${what}: no response within ${Math.round(ms)} ms`), {
    code: NO_ANSWER,
  });
}

function unavailable(cause: unknown, outcomeUnknown: boolean): AppError {
  const message = "The service is temporarily unavailable. Try again later.";
  const details = { retryAfterSeconds: 5, ...(outcomeUnknown ? { outcomeUnknown } : {}) };
  return new AppError("unavailable", message, { cause, details });
}

function readErrorCode(cause: unknown): string {
  if (!(cause instanceof Error) || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
}

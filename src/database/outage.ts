import { AppError } from "../foundation/errors.ts";

/** Code of the error that stands for "no answer within the deadline of the query". */
export const NO_ANSWER = "NO_ANSWER";

// SQLSTATE classes 08 and 57P (starting, stopping or crashing server), the codes of the driver and of
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

/** Whether the connection that this error came from cannot be used any more. */
export function isConnectionLost(cause: unknown): boolean {
  return CONNECTION_LOST.test(codeOf(cause));
}

/** Whether the server has become read-only: a standby, or a primary that was demoted. */
export function isReadOnly(cause: unknown): boolean {
  return codeOf(cause) === READ_ONLY;
}

/** Whether a statement gave up waiting for a row that another session has locked. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof AppError && codeOf(error.cause) === LOCK_TIMEOUT;
}

/** Whether a statement may have run although it failed, because its answer was lost. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof AppError && error.details.outcomeUnknown === true;
}

/**
 * Returns what a caller of the database gets for an error: `unavailable` for an outage, otherwise the
 * error itself. `wasSent` says whether the statement had been sent.
 */
export function toCallersError(cause: unknown, wasSent: boolean): unknown {
  const isLost = isConnectionLost(cause);
  if (!isLost && !ROLLED_BACK.test(codeOf(cause))) return cause;
  return unavailable(cause, isLost && wasSent);
}

/** `unavailable` for a statement that was not sent. */
export function notSent(cause: unknown): AppError {
  return unavailable(cause, false);
}

/** An error for "no answer within the deadline". */
export function noAnswer(what: string, ms: number): Error {
  return Object.assign(new Error(`${what}: no answer within ${Math.round(ms)} ms`), {
    code: NO_ANSWER,
  });
}

function unavailable(cause: unknown, outcomeUnknown: boolean): AppError {
  const message = "The service is unavailable at the moment. Try again later.";
  const details = { retryAfterSeconds: 5, ...(outcomeUnknown ? { outcomeUnknown } : {}) };
  return new AppError("unavailable", message, { cause, details });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error) || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
}

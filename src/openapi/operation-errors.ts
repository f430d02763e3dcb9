import type { ErrorCode } from "../foundation/errors.ts";

/** A dialect's status and wire values of each error; the last value is the code. */
type ErrorTable = Record<ErrorCode, readonly [status: number, ...values: string[]]>;

/**
 * The errors that each operation of a dialect can raise. An error compiles only if the document declares
 * its status and its code (of `Table`) for the operation.
 *
 * @template Declared `operationErrors` of the generated types of the dialect
 */
export type OperationErrors<Declared, Table extends ErrorTable> = {
  readonly [Name in keyof Declared]: readonly DeclaredErrors<Declared[Name], Table>[];
};

type DeclaredErrors<Declared, Table extends ErrorTable> = {
  [Code in ErrorCode]: Table[Code] extends readonly [infer Status, ...unknown[], infer Wire]
    ? Status extends keyof Declared
      ? Wire extends Declared[Status]
        ? Code
        : never
      : never
    : never;
}[ErrorCode];

/** Errors of every operation. */
export const SERVER_ERRORS = ["unavailable", "internal"] as const satisfies ErrorCode[];

/** Errors of an operation that requires an API key. */
export const KEY_ERRORS = [
  ...SERVER_ERRORS,
  "missing_key",
  "invalid_key",
  "expired_key",
  "plan_required",
  "insufficient_scope",
  "rate_limited",
] as const satisfies ErrorCode[];

/** Errors of reading and validating a request body. */
export const BODY_ERRORS = [
  "invalid_request",
  "unsupported_media_type",
  "payload_too_large",
  "request_timeout",
] as const satisfies ErrorCode[];

/** Errors of accepting a generation. */
export const ACCEPTANCE_ERRORS = [
  "account_suspended",
  "insufficient_credits",
  "monthly_cap_reached",
  "key_budget_reached",
  "concurrency_limited",
  "idempotency_mismatch",
  "content_blocked",
] as const satisfies ErrorCode[];

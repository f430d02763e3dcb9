import { AppError } from "./errors.ts";

/** Returns whether a text is a UUID. Other ids cannot exist, so no query is needed. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Returns the UUID of 32 hexadecimal digits. */
export function toUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Throws unless a change was made: `not_found` without an outcome, and `conflict` with its message for an
 * outcome that is one of `refusals`.
 */
export function assertChanged(
  outcome: string | null | undefined,
  refusals: Record<string, string>,
): void {
  if (outcome === null || outcome === undefined) throw toNotFoundError();
  const refusal = refusals[outcome];
  if (refusal !== undefined) throw new AppError("conflict", refusal);
}

/** Returns the same error for a missing resource and for one of another account. */
export function toNotFoundError(): AppError {
  return new AppError("not_found", "The requested resource was not found.");
}

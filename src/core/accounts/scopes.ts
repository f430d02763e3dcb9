import { AppError } from "../../foundation/errors.ts";
import type { RateLimit } from "../../foundation/rate-limit.ts";

/** The scopes of API keys. `manage` allows the Account API in place of a session. */
export const SCOPES = ["read", "generate", "manage"] as const;

/** What an API key may be used for. */
export type Scope = (typeof SCOPES)[number];

/** The scopes of a key that is created without a choice. */
export const DEFAULT_SCOPES: readonly Scope[] = ["read", "generate"];

/** Returns the known scopes of a list, each once, in the order of `SCOPES`. */
export function toScopes(names: readonly string[]): Scope[] {
  return SCOPES.filter((scope) => names.includes(scope));
}

/**
 * Throws `insufficient_scope` if a key lacks one of the scopes that an operation needs. `needed` is
 * undefined for an operation that accepts no key.
 */
export function checkScopes(
  key: { scopes: readonly Scope[]; rate?: RateLimit | undefined },
  needed: readonly string[] | undefined,
): void {
  const details = key.rate ? { rate: key.rate } : {};
  if (needed === undefined) {
    const message = "This operation accepts no API key. Sign in instead.";
    throw new AppError("insufficient_scope", message, { details });
  }
  const missing = needed.find((scope) => !toScopes(key.scopes).some((own) => own === scope));
  if (missing === undefined) return;
  const message = `The API key lacks the scope "${missing}". Use a key with this scope.`;
  throw new AppError("insufficient_scope", message, { details });
}

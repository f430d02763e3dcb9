import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { getOwnKey } from "./keys.ts";
import { checkScopes, type Scope, toScopes } from "./scopes.ts";

/**
 * Checks whether an API key may create, change or rotate a key with these scopes, so that a leaked key gives
 * no access that it does not have itself. A session may do all. Throws `insufficient_scope` if the key lacks
 * one of the scopes, or has limits that the other key would not have.
 */
export async function checkKeyAuthority(
  ctx: Context,
  caller: { accountId: string; keyId?: string | undefined },
  scopes: readonly Scope[],
): Promise<void> {
  const { accountId, keyId } = caller;
  if (keyId === undefined) return;
  const own = await getOwnKey(ctx, accountId, keyId);
  checkScopes({ scopes: toScopes(own.scopes) }, scopes);
  if (own.allowedAddresses === null && own.budgetCredits === null) return;
  const message =
    "A key with a budget or allowed addresses can create and change no keys. Sign in instead.";
  throw new AppError("insufficient_scope", message);
}

/**
 * Checks whether an API key may rotate another key, whose new secret it receives. Throws
 * `insufficient_scope` as `checkKeyAuthority` does, and if the other key expires later than this one.
 */
export async function checkRotationAuthority(
  ctx: Context,
  caller: { accountId: string; keyId?: string | undefined },
  rotated: { scopes: string[]; expiresAt: Date | null },
): Promise<void> {
  const { accountId, keyId } = caller;
  if (keyId === undefined) return;
  await checkKeyAuthority(ctx, caller, toScopes(rotated.scopes));
  const { expiresAt } = await getOwnKey(ctx, accountId, keyId);
  if (expiresAt === null || (rotated.expiresAt !== null && rotated.expiresAt <= expiresAt)) return;
  const message = "A key cannot rotate a key that expires later than itself. Sign in instead.";
  throw new AppError("insufficient_scope", message);
}

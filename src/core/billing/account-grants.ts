import * as queries from "../../../generated/queries/admin.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { type Actor, closed } from "../accounts/admin.ts";
import type { GrantSource } from "./grants.ts";

/** Credits that an operator adds. */
export interface CreatedGrant {
  credits: number;
  source: Exclude<GrantSource, "restore">;
  /** Undefined: never expires. */
  expiresInSeconds?: number | undefined;
  note?: string | undefined;
}

interface Reference {
  reference?: string | undefined;
}

/**
 * Adds a batch of credits with its line in the audit log, and answers its id. `reference` names the
 * grant: the same name again for the same account throws `conflict`, as does a closed account. Throws
 * `not_found`.
 */
export async function grant(
  ctx: Context,
  accountId: string,
  wanted: CreatedGrant & { actorId: string | null; reason: string | null } & Reference,
): Promise<string> {
  if (!isUuid(accountId)) throw toNotFoundError();
  const { actorId, reason, ...given } = wanted;
  const { reference } = given;
  const id = Bun.randomUUIDv7();
  const params = {
    actorId,
    accountId,
    // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
    grant: { id, ...given } as queries.Json,
    opKey: reference === undefined ? `grant:${id}` : `reference:${accountId}:${reference}`,
    reason,
  };
  const [row] = await queries.grantToAccount.run(params, ctx.db);
  if (row?.outcome === "not_found") throw toNotFoundError();
  if (row?.outcome === "closed") throw closed();
  if (row?.outcome !== "granted") {
    throw new AppError("conflict", "A grant of this reference has been made already.");
  }
  ctx.metrics.moved("grant", given.credits);
  return id;
}

/** Takes back what is left of an account's batch. Answers how many credits. Throws `not_found`. */
export async function voidGrant(
  ctx: Context,
  { accountId, grantId }: { accountId: string; grantId: string },
  { actorId, reason }: Actor,
): Promise<number> {
  if (!isUuid(accountId) || !isUuid(grantId)) throw toNotFoundError();
  const wanted = { actorId, accountId, grantId, reason };
  const [row] = await queries.voidOfAccount.run(wanted, ctx.db);
  if (row?.voided == null) throw toNotFoundError();
  ctx.metrics.moved("void", row.voided);
  return row.voided;
}

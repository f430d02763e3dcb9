import * as queries from "../../../generated/queries/admin.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import * as passwords from "./passwords.ts";

// So many accounts one page looks at.
const LOOKED_AT = 2_000;

/** Which accounts are asked for; what is left out does not matter. */
export interface AccountFilter {
  /** What the e-mail address or the name begins with, in upper or lower case. */
  text?: string | undefined;
  planId?: string | undefined;
  disabled?: boolean | undefined;
}

/**
 * A page of all accounts, the newest first, and the id to go on after. A page may be short and not the
 * last: a filter that few fit is looked for in a bounded stretch at a time.
 */
export async function listAccounts(
  ctx: Context,
  page: { filter: AccountFilter; limit: number; beforeId?: string | undefined },
) {
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const filter = { ...page.filter } as queries.Json;
  const wanted = {
    filter,
    beforeId: page.beforeId ?? null,
    limit: page.limit + 1,
    window: LOOKED_AT,
  };
  const rows = await queries.listAccounts.run(wanted, ctx.db);
  const shown = rows.filter(({ fits }) => fits).slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : rows.find(({ isEnd }) => isEnd);
  const ids = shown.map(({ id }) => id);
  return { accounts: await queries.describeAccounts.run({ ids }, ctx.db), nextId: last?.id };
}

/** One account. Throws `not_found`. */
export async function getAccount(ctx: Context, id: string) {
  const [row] = isUuid(id) ? await queries.describeAccounts.run({ ids: [id] }, ctx.db) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Who changes something and why. */
export interface Actor {
  /** Null is the command line, which gives a reason where it likes. */
  actorId: string | null;
  reason: string;
}

/**
 * Sets the password of an account and ends its sessions, with a line in the audit log. Throws
 * `invalid_request` for a password that is too short or too long, `not_found`, and `conflict` for a
 * closed account.
 */
export async function setPassword(
  ctx: Context,
  accountId: string,
  { password, ...actor }: { password: string; actorId: string | null; reason: string | null },
): Promise<void> {
  const passwordHash = await passwords.hashPassword(password);
  const [row] = await queries.setPassword.run({ ...actor, accountId, passwordHash }, ctx.db);
  if (row?.outcome === "not_found") throw toNotFoundError();
  if (row?.outcome === "closed") throw closed();
}

/** What to change of an account; what is undefined stays. */
export interface AccountChange {
  planId?: string | undefined;
  admin?: boolean | undefined;
  /** Shut out: nobody signs in, and its keys are refused. */
  disabled?: boolean | undefined;
}

/**
 * Changes plan, rights or access of an account, with its lines in the audit log. Throws `not_found`,
 * `invalid_request` for an unknown plan, and `conflict` for a closed account and where no admin
 * would be left.
 */
export async function updateAccount(
  ctx: Context,
  accountId: string,
  change: Actor & AccountChange,
): Promise<void> {
  const { actorId, reason, planId = null, admin = null, disabled = null } = change;
  if (!isUuid(accountId)) throw toNotFoundError();
  const wanted = { actorId, accountId, planId, admin, disabled, reason };
  const [row] = await queries.updateAccount.run(wanted, ctx.db);
  switch (row?.outcome) {
    case "changed":
      return;
    case "unknown_plan":
      throw invalid("plan", "is not one of the plans");
    case "closed":
      throw closed();
    case "last_admin":
      throw new AppError("conflict", "A server is not left without an admin.");
    default:
      throw toNotFoundError();
  }
}

/** Opens or closes the sign-up, which an installation starts with open. */
export async function setSignUpState(
  ctx: Context,
  open: boolean,
  actor: { actorId: string | null; reason: string | null },
): Promise<void> {
  await queries.openSignUp.run({ ...actor, open }, ctx.db);
}

/** The error for a change of an account that its owner has closed. */
export function closed(): AppError {
  return new AppError("conflict", "The account has been closed by its owner.");
}

function invalid(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}

import * as queries from "../../../generated/queries/accounts.ts";
import * as passwordQueries from "../../../generated/queries/passwords.ts";
import * as signUpQueries from "../../../generated/queries/sign-up.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { Actor } from "../audit/actor.ts";
import { checkNewPassword } from "./password-rules.ts";
import type { Role } from "./roles.ts";
import * as passwords from "./passwords.ts";

// Rows that one page examines at most.
const PAGE_WINDOW = 2_000;

/** Filters for the list of accounts. Undefined members match everything. */
export interface AccountFilter {
  /** Prefix of the email address or the name, case-insensitive. */
  text?: string | undefined;
  planId?: string | undefined;
  disabled?: boolean | undefined;
}

/**
 * Lists accounts, newest first. Returns the id for the next page. A page can have fewer entries than
 * `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listAccounts(
  ctx: Context,
  page: { filter: AccountFilter; limit: number; beforeId?: string | undefined },
) {
  const { filter, limit, beforeId } = page;
  const wanted = { ...filter, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const { shown, last } = splitPage(await queries.listAccounts.run(wanted, ctx.db), limit);
  const ids = shown.map(({ id }) => id);
  return { accounts: await queries.describeAccounts.run({ ids }, ctx.db), nextId: last?.id };
}

/** Returns one account. Throws `not_found`. */
export async function getAccount(ctx: Context, id: string) {
  const [row] = isUuid(id) ? await queries.describeAccounts.run({ ids: [id] }, ctx.db) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

/**
 * Sets the password of an account, ends its sessions and writes an audit entry. Throws `invalid_request`
 * for a weak password, `not_found`, and `conflict` for a closed account.
 */
export async function setPassword(
  ctx: Context,
  accountId: string,
  { password, ...actor }: Actor & { password: string },
): Promise<void> {
  const { email } = await getAccount(ctx, accountId);
  checkNewPassword({ password, email });
  const passwordHash = await passwords.hashPassword(passwords.OPERATOR, password);
  const [row] = await passwordQueries.setPassword.run(
    { ...actor, accountId, passwordHash },
    ctx.db,
  );
  if (row?.outcome === "not_found") throw toNotFoundError();
  if (row?.outcome === "closed") throw toClosedAccountError();
}

/** Changes of an account. Undefined members do not change. */
export interface AccountChange {
  planId?: string | undefined;
  /** The role of an operator. Null makes the account a customer. */
  role?: Role | null | undefined;
  /** A disabled account cannot sign in, and its API keys are rejected. Enabling lifts a suspension. */
  disabled?: boolean | undefined;
}

/**
 * Changes the plan, the role or the state of an account and writes audit entries. Throws
 * `not_found`, `invalid_request` for an unknown plan, and `conflict` for a closed account and for the last
 * admin.
 */
export async function updateAccount(
  ctx: Context,
  accountId: string,
  change: Actor & AccountChange,
): Promise<void> {
  const { actorId, address, reason, planId = null, role = null, disabled = null } = change;
  if (!isUuid(accountId)) throw toNotFoundError();
  const setsRole = change.role !== undefined;
  const wanted = { actorId, address, accountId, planId, setsRole, role, disabled, reason };
  const [row] = await queries.updateAccount.run(wanted, ctx.db);
  switch (row?.outcome) {
    case "changed":
      return;
    case "unknown_plan":
      throw invalid("plan", "must be the id of a plan");
    case "closed":
      throw toClosedAccountError();
    case "last_admin":
      throw toLastAdminError();
    default:
      throw toNotFoundError();
  }
}

/**
 * Closes an account permanently and writes an audit entry. Does nothing if it is closed. Throws `conflict`
 * for the last admin.
 */
export async function closeAccount(
  ctx: Context,
  accountId: string,
  { actorId, address, reason }: Actor,
): Promise<void> {
  const wanted = { actorId, address, accountId, reason };
  const [row] = await queries.adminCloseAccount.run(wanted, ctx.db);
  if (row?.outcome === "last_admin") throw toLastAdminError();
}

/** Opens or closes the sign-up and writes an audit entry. The sign-up of a new installation is open. */
export async function setSignUpState(ctx: Context, open: boolean, actor: Actor): Promise<void> {
  await signUpQueries.setSignUpState.run({ ...actor, open }, ctx.db);
}

/** Returns the error for a change of a closed account. */
export function toClosedAccountError(): AppError {
  return new AppError("conflict", "The account is closed.");
}

function toLastAdminError(): AppError {
  return new AppError("conflict", "At least one admin account is required.");
}

function invalid(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}

import * as queries from "../../../generated/queries/accounts.ts";
import * as planQueries from "../../../generated/queries/plans.ts";
import { summarizeSetup } from "../../../generated/queries/setup-checklist.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import { checkNewPassword } from "./password-rules.ts";
import * as passwords from "./passwords.ts";

interface NewAccount {
  email: string;
  planId: string;
  password?: string | undefined;
  admin?: boolean;
  /** The operator who creates the account. Undefined: the server itself, without an audit entry. */
  actor?: Actor | undefined;
}

/**
 * Creates an account; with `actor` it writes an audit entry. Throws `conflict` for a known address and
 * `invalid_request` for an unknown plan and a weak password.
 */
export async function createAccount(
  ctx: Context,
  wanted: NewAccount,
): Promise<{ id: string; email: string }> {
  const email = wanted.email.trim().toLowerCase();
  const plans = await listPlans(ctx);
  if (!plans.some((plan) => plan.id === wanted.planId)) {
    const known = plans.map((plan) => plan.id).join(", ");
    throw new AppError(
      "invalid_request",
      `There is no plan "${wanted.planId}". Available plans: ${known}.`,
    );
  }
  const { password } = wanted;
  if (password) checkNewPassword({ password, email });
  const passwordHash = password ? await passwords.hashPassword(passwords.OPERATOR, password) : null;
  const [row] = await queries.insertAccount.run(
    {
      id: Bun.randomUUIDv7(),
      email,
      passwordHash,
      planId: wanted.planId,
      admin: wanted.admin ?? false,
      isAudited: wanted.actor !== undefined,
      ...(wanted.actor ?? CLI),
    },
    ctx.db,
  );
  if (row === undefined) throw new AppError("conflict", `An account for ${email} already exists.`);
  return { id: row.id, email };
}

/** Finds an account by its email address, case-insensitive. */
export async function findAccountByEmail(ctx: Context, email: string) {
  const [row] = await queries.findAccountByEmail.run({ email: email.trim().toLowerCase() }, ctx.db);
  return row;
}

/** Returns an account by its email address, case-insensitive. Throws `not_found`. */
export async function getAccountByEmail(ctx: Context, email: string) {
  const row = await findAccountByEmail(ctx, email);
  if (row === undefined) throw new AppError("not_found", `There is no account for ${email}.`);
  return row;
}

/** Returns the number of accounts. */
export async function countAccounts(ctx: Context): Promise<number> {
  const [row] = await queries.countAccounts.run(undefined, ctx.db);
  return row?.count ?? 0;
}

/** Lists the plans that an account can have. */
function listPlans(ctx: Context) {
  return planQueries.listPlans.run(undefined, ctx.db);
}

/** Returns the profile of an account, as shown to its owner. Throws `not_found`. */
export async function getProfile(ctx: Context, accountId: string) {
  const [row] = await queries.findProfile.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Changes of a profile. Undefined members do not change; null removes the value. */
interface ProfileChange {
  name?: string | null | undefined;
  language?: queries.account_language | undefined;
  theme?: queries.account_theme | undefined;
  creditsLowAt?: number | null | undefined;
}

/** Changes the profile of the caller's account and writes an audit entry if a value differs. */
export async function updateProfile(
  ctx: Context,
  caller: { accountId: string; address: string | null },
  change: ProfileChange,
): Promise<void> {
  const { accountId, address } = caller;
  const { name, language, theme, creditsLowAt } = change;
  await queries.updateProfile.run(
    {
      actorId: accountId,
      address,
      accountId,
      setName: name !== undefined,
      name: name ?? null,
      language: language ?? null,
      theme: theme ?? null,
      setCreditsLowAt: creditsLowAt !== undefined,
      creditsLowAt: creditsLowAt ?? null,
    },
    ctx.db,
  );
}

/** Returns which setup steps an account has completed, and the state of its webhooks. Throws `not_found`. */
export async function getSetup(ctx: Context, accountId: string) {
  const [row] = await summarizeSetup.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

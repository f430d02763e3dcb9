import * as queries from "../../../generated/queries/accounts.ts";
import { summarizeSetup } from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import * as passwords from "./passwords.ts";

export interface NewAccount {
  email: string;
  planId: string;
  password?: string | undefined;
  admin?: boolean;
}

/** Opens an account. Throws `conflict` for a known address and `invalid_request` for a bad plan. */
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
      `There is no plan "${wanted.planId}": choose one of ${known}.`,
    );
  }
  const passwordHash = wanted.password ? await passwords.hashPassword(wanted.password) : null;
  const [row] = await queries.insertAccount.run(
    {
      id: Bun.randomUUIDv7(),
      email,
      passwordHash,
      planId: wanted.planId,
      admin: wanted.admin ?? false,
    },
    ctx.db,
  );
  if (row === undefined)
    throw new AppError("conflict", `There is an account for ${email} already.`);
  return { id: row.id, email };
}

/** Finds an account by its address, in any case of letters. */
export async function findAccountByEmail(ctx: Context, email: string) {
  const [row] = await queries.findAccountByEmail.run({ email: email.trim().toLowerCase() }, ctx.db);
  return row;
}

/** The account of an address, in any case of letters. Throws `not_found`. */
export async function getAccountByEmail(ctx: Context, email: string) {
  const row = await findAccountByEmail(ctx, email);
  if (row === undefined) throw new AppError("not_found", `There is no account for ${email}.`);
  return row;
}

/** How many accounts there are. */
export async function countAccounts(ctx: Context): Promise<number> {
  const [row] = await queries.countAccounts.run(undefined, ctx.db);
  return row?.count ?? 0;
}

/** Every plan an account can have. */
export function listPlans(ctx: Context) {
  return queries.listPlans.run(undefined, ctx.db);
}

/** What an owner sees of the account. Throws `not_found`. */
export async function getProfile(ctx: Context, accountId: string) {
  const [row] = await queries.findProfile.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** What to change of an account; what is undefined stays, what is null is forgotten. */
export interface ProfileChange {
  name?: string | null | undefined;
  language?: string | undefined;
  theme?: string | undefined;
  creditsLowAt?: number | null | undefined;
}

/** Changes an account's settings. */
export async function updateProfile(
  ctx: Context,
  accountId: string,
  change: ProfileChange,
): Promise<void> {
  const { name, language, theme, creditsLowAt } = change;
  await queries.updateProfile.run(
    {
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

/** How the first steps of an account and its webhooks stand. Throws `not_found`. */
export async function getSetup(ctx: Context, accountId: string) {
  const [row] = await summarizeSetup.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

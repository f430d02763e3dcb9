import * as accounts from "../core/accounts/accounts.ts";
import * as admin from "../core/accounts/admin.ts";
import { command } from "./command.ts";
import { email, id, oneOf, optional, required, text } from "./options.ts";
import { withRuntime } from "./runtime.ts";
import { table } from "./terminal.ts";

const PAGE_SIZE = 100;
const STATES = ["active", "suspended", "disabled", "closed"] as const;

type Account = Awaited<ReturnType<typeof admin.getAccount>>;

/** Lists accounts. */
export const accountList = command({
  name: "account list",
  summary: "List accounts, newest first, at most 100",
  options: {
    search: optional(text("TEXT"), "Beginning of the email address or the name"),
    plan: optional(text("PLAN"), "Only accounts with this plan"),
    state: optional(oneOf("active|disabled", ["active", "disabled"]), "Only active or disabled"),
    before: optional(
      id("account list"),
      "Only accounts after this one in the list: `next` of the last page",
    ),
  },
  async run(context, { search, plan, state, before }) {
    const filter = { text: search, planId: plan, disabled: state && state === "disabled" };
    const page = { filter, limit: PAGE_SIZE, beforeId: before };
    const { accounts, nextId } = await withRuntime(context, (ctx) => admin.listAccounts(ctx, page));
    const listed = accounts.map(toJson);
    const lines = listed.map((row) => [
      ...[row.id, row.email, row.plan, row.state, row.role ?? "-"],
      ...[String(row.credits), row.created_at],
    ]);
    const head = ["ID", "EMAIL", "PLAN", "STATE", "ROLE", "CREDITS", "CREATED"];
    context.terminal.result({ accounts: listed, next: nextId ?? null }, [
      ...table([head, ...lines]),
      ...(nextId === undefined ? [] : [`More accounts follow: --before ${nextId}`]),
    ]);
  },
});

/** Shows an account. */
export const accountShow = command({
  name: "account show",
  summary: "Show an account with its plan, credits and state",
  options: { email: required(email, "Email address of the account") },
  async run(context, { email }) {
    const account = await withRuntime(context, async (ctx) =>
      admin.getAccount(ctx, (await accounts.getAccountByEmail(ctx, email)).id),
    );
    const shown = toJson(account);
    const lines = Object.entries(shown).map(([name, value]) => [name, String(value ?? "-")]);
    context.terminal.result(shown, table(lines));
  },
});

function toJson(account: Account) {
  const { id, email, name, planId, admin, role = null, held, spendable } = account;
  return {
    id,
    email,
    name,
    plan: planId,
    state: toState(account),
    admin,
    role,
    credits: spendable,
    held,
    created_at: account.createdAt.toISOString(),
    disabled_at: account.disabledAt?.toISOString() ?? null,
    suspended_at: account.suspendedAt?.toISOString() ?? null,
    closed_at: account.closedAt?.toISOString() ?? null,
    erased_at: account.erasedAt?.toISOString() ?? null,
    last_seen_at: account.lastSeenAt?.toISOString() ?? null,
  };
}

function toState({ closedAt, disabledAt, suspendedAt }: Account): (typeof STATES)[number] {
  if (closedAt) return "closed";
  if (disabledAt) return "disabled";
  return suspendedAt ? "suspended" : "active";
}

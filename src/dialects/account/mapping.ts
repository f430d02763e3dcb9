import type { components } from "../../../generated/account/server.ts";
import type { Context } from "../../app/context.ts";
import * as accounts from "../../core/accounts/accounts.ts";
import type * as credits from "../../core/billing/grants.ts";
import type * as keys from "../../core/accounts/keys.ts";
import { toRole } from "../../core/accounts/roles.ts";
import * as plans from "../../core/billing/plans.ts";
import type * as sessions from "../../core/accounts/sessions.ts";
import { toScopes } from "../../core/accounts/scopes.ts";
import type { AccountCaller } from "./call.ts";
import { createCsrfToken } from "./csrf.ts";
import { toIso } from "./timestamps.ts";

type Schemas = components["schemas"];
type Rows<List extends (...given: never[]) => Promise<unknown[]>> = Awaited<ReturnType<List>>;

/** Returns the account of a session or an API key as its owner sees it. */
export async function toAccountResponse(
  ctx: Context,
  caller: Pick<AccountCaller, "accountId" | "sessionId">,
): Promise<Schemas["Account"]> {
  const [row, access] = await Promise.all([
    accounts.getProfile(ctx, caller.accountId),
    plans.listAccess(ctx, caller.accountId),
  ]);
  const role = toRole(row.role);
  const closed = access.filter(({ allowed }) => !allowed).map(({ dialect }) => dialect);
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    plan: { id: row.planId, name: row.planName },
    admin: role !== undefined,
    role: role ?? null,
    language: row.language,
    theme: row.theme,
    credits_low_at: row.creditsLowAt,
    created_at: row.createdAt.toISOString(),
    suspended_at: row.suspendedAt?.toISOString() ?? null,
    // Plans are written with dialect names only.
    closed_dialects: closed as Schemas["Dialect"][],
    csrf_token: caller.sessionId === undefined ? "" : createCsrfToken(ctx, caller.sessionId),
  };
}

/** Converts a session. */
export function fromSession(
  row: Rows<typeof sessions.listSessions>[number],
  currentId: string,
): Schemas["Session"] {
  return {
    id: row.id,
    current: row.id === currentId,
    address: row.address,
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.seenAt.toISOString(),
    expires_at: row.endsAt.toISOString(),
  };
}

/** Converts a key, without its secret. */
export function fromKey(row: keys.Key): Schemas["Key"] {
  return {
    id: row.id,
    // Keys are created with a dialect name, and the query computes the status.
    dialect: row.dialect as Schemas["Dialect"],
    label: row.label,
    prefix: row.prefix,
    last_four: row.lastFour,
    status: row.status as Schemas["Key"]["status"],
    requests_per_hour: row.requestsPerHour ?? null,
    running_limit: row.runningLimit ?? null,
    allowed_addresses: row.allowedAddresses ?? [],
    scopes: toScopes(row.scopes),
    budget: fromBudget(row),
    json_keep_alive: row.jsonKeepAlive,
    month_credits: row.monthCredits,
    created_at: row.createdAt.toISOString(),
    last_used_at: toIso(row.lastUsedAt),
    expires_at: toIso(row.expiresAt),
    revoked_at: toIso(row.revokedAt),
    old_secret_until: toIso(row.oldSecretUntil),
  };
}

function fromBudget(row: keys.Key): Schemas["KeyBudget"] | null {
  const { budgetCredits: credits, budgetPeriod: period, budgetSpent: spent_credits } = row;
  if (credits === null || period === null || spent_credits === null) return null;
  return { credits, period, spent_credits, resets_at: toIso(row.budgetResetsAt) };
}

/** Converts a grant. */
export function fromGrant(row: Rows<typeof credits.listGrants>[number]): Schemas["CreditBatch"] {
  return {
    id: row.id,
    source: row.source,
    amount: row.amount,
    remaining: row.remaining,
    held: row.held,
    expires_at: toIso(row.expiresAt),
    note: row.note,
    created_at: row.createdAt.toISOString(),
  };
}

import type { components } from "../../../../../generated/account/server.ts";
import type { Context } from "../../../../app/context.ts";
import * as admin from "../../../../core/accounts/admin.ts";
import * as credits from "../../../../core/billing/grants.ts";
import * as keys from "../../../../core/accounts/keys.ts";
import { toRole } from "../../../../core/accounts/roles.ts";
import { toActor } from "../../../../core/audit/actor.ts";
import { AppError } from "../../../../foundation/errors.ts";
import { readResponse } from "../../committed-response.ts";
import { checkGrant } from "../../operator-operations.ts";
import { readCursor, writeCursor } from "../../cursors.ts";
import { fromGrant, fromKey } from "../../mapping.ts";
import type { SessionCall } from "../../call.ts";

type Schemas = components["schemas"];

const PAGE = 20;
const DAY_SECONDS = 86_400;

/** Administration of accounts and their credits. */
export const accountRoutes = {
  listAccounts,
  getAdminAccount,
  updateAdminAccount,
  grantCredits,
  voidGrant,
};

async function listAccounts(call: SessionCall<"listAccounts">) {
  const { ctx, caller, query } = call;
  const name = { list: "accounts", accountId: caller.accountId };
  const { text, plan: planId, disabled, cursor, limit = PAGE } = query;
  const beforeId = readCursor(ctx, name, cursor);
  const filter = { text, planId, disabled };
  const { accounts, nextId } = await admin.listAccounts(ctx, { filter, beforeId, limit });
  const next_cursor = writeCursor(ctx, name, nextId);
  return call.reply(200, { data: accounts.map(fromAccount), next_cursor });
}

async function getAdminAccount(call: SessionCall<"getAdminAccount">) {
  return call.reply(200, await toAdminAccountResponse(call.ctx, call.params.accountId));
}

async function updateAdminAccount(call: SessionCall<"updateAdminAccount">) {
  const { ctx, caller, params, body } = call;
  const { plan: planId, disabled, reason } = body;
  const change = { planId, role: readRole(body), disabled, ...toActor(caller, reason) };
  await admin.updateAccount(ctx, params.accountId, change);
  return call.reply(200, await toAdminAccountResponse(ctx, params.accountId));
}

/** Returns the new role of an account: null for a customer, undefined if it does not change. */
function readRole({ role, admin: isAdmin }: Schemas["UpdateAdminAccountRequest"]) {
  if (isAdmin === undefined) return role;
  if (role === undefined) return isAdmin ? "admin" : null;
  const reason = "cannot be sent together with role";
  throw new AppError("invalid_request", `admin: ${reason}.`, {
    details: { issues: [{ path: ["admin"], reason }] },
  });
}

async function grantCredits(call: SessionCall<"grantCredits">) {
  const { ctx, caller, params, body } = call;
  const { expires_in_days: days, reason } = body;
  const { accountId } = params;
  checkGrant(caller, { source: body.source, accountId });
  const grant = {
    accountId,
    credits: body.credits,
    source: body.source,
    expiresInSeconds: days == null ? undefined : days * DAY_SECONDS,
    note: body.note,
    reference: body.reference,
  };
  const id = await credits.createGrant(ctx, grant, toActor(caller, reason));
  const done = `Grant ${id} was created: do not repeat the request.`;
  const read = (background: Context) => credits.getGrant(background, accountId, id);
  return call.reply(201, fromGrant(await readResponse(call, done, read)));
}

async function voidGrant(call: SessionCall<"voidGrant">) {
  const { ctx, caller, params, body } = call;
  const actor = toActor(caller, body.reason);
  return call.reply(200, { voided: await credits.voidGrant(ctx, params, actor) });
}

async function toAdminAccountResponse(
  ctx: Context,
  id: string,
): Promise<Schemas["AdminAccountDetail"]> {
  const account = await admin.getAccount(ctx, id);
  const [grants, ownKeys] = await Promise.all([
    credits.listGrants(ctx, id),
    keys.listKeys(ctx, id),
  ]);
  return { ...fromAccount(account), batches: grants.map(fromGrant), keys: ownKeys.map(fromKey) };
}

function fromAccount(row: Awaited<ReturnType<typeof admin.getAccount>>): Schemas["AdminAccount"] {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    plan: { id: row.planId, name: row.planName },
    admin: row.admin,
    role: toRole(row.role) ?? null,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    suspended_at: row.suspendedAt?.toISOString() ?? null,
    credits: row.spendable,
    held: row.held,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
  };
}

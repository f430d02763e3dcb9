import type { Context } from "../../../app/context.ts";
import { checkKeyAuthority, checkRotationAuthority } from "../../../core/accounts/key-authority.ts";
import * as keys from "../../../core/accounts/keys.ts";
import { toScopes } from "../../../core/accounts/scopes.ts";
import { prefixes } from "../../prefixes.ts";
import { readResponse } from "../committed-response.ts";
import { fromKey } from "../mapping.ts";
import { type AccountCall, toCallActor } from "../call.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** API keys. Only the response that creates or rotates a key contains it. */
export const keyRoutes = { listKeys, createKey, updateKey, rotateKey, revokeKey };

async function listKeys(call: AccountCall<"listKeys">) {
  const rows = await keys.listKeys(call.ctx, call.caller.accountId);
  return call.reply(200, { data: rows.map(fromKey) });
}

async function createKey(call: AccountCall<"createKey">) {
  const { ctx, caller, body } = call;
  const { accountId } = caller;
  await checkKeyAuthority(ctx, caller, body.scopes);
  const days = body.expires_in_days ?? undefined;
  const { id, key } = await keys.createKey(ctx, {
    accountId,
    dialect: body.dialect,
    prefix: prefixes[body.dialect],
    label: body.label || undefined,
    expiresInSeconds: days === undefined ? undefined : days * DAY_SECONDS,
    requestsPerHour: body.requests_per_hour ?? undefined,
    runningLimit: body.running_limit ?? undefined,
    allowedAddresses: body.allowed_addresses,
    scopes: body.scopes,
    budget: body.budget ?? undefined,
    jsonKeepAlive: body.json_keep_alive,
    creatorId: caller.keyId,
    actor: toCallActor(caller),
  });
  const done = `Key ${id} was created: rotate it to receive its secret.`;
  const read = (background: Context) => keys.getOwnKey(background, accountId, id);
  return call.reply(201, { ...fromKey(await readResponse(call, done, read)), key });
}

async function updateKey(call: AccountCall<"updateKey">) {
  const { ctx, caller, params, body } = call;
  const { accountId } = caller;
  const { id, scopes } = await keys.getOwnKey(ctx, accountId, params.keyId);
  await checkKeyAuthority(ctx, caller, [...toScopes(scopes), ...(body.scopes ?? [])]);
  const days = body.expires_in_days;
  const key = { id, accountId, managerId: caller.keyId, actor: toCallActor(caller) };
  await keys.updateKey(ctx, key, {
    label: body.label === "" ? null : body.label,
    requestsPerHour: body.requests_per_hour,
    runningLimit: body.running_limit,
    expiresInSeconds: days == null ? days : days * DAY_SECONDS,
    allowedAddresses: body.allowed_addresses,
    scopes: body.scopes,
    budget: body.budget,
    jsonKeepAlive: body.json_keep_alive,
  });
  return call.reply(200, fromKey(await keys.getOwnKey(ctx, accountId, id)));
}

async function rotateKey(call: AccountCall<"rotateKey">) {
  const { ctx, caller, params, body } = call;
  const { accountId } = caller;
  const { id, prefix, scopes, expiresAt } = await keys.getOwnKey(ctx, accountId, params.keyId);
  await checkRotationAuthority(ctx, caller, { scopes, expiresAt });
  const overlapSeconds = body.overlap_hours * HOUR_SECONDS;
  const { key } = await keys.rotateKey(ctx, {
    id,
    accountId,
    prefix,
    overlapSeconds,
    actor: toCallActor(caller),
  });
  const done = `Key ${id} was rotated: rotate it again to receive its secret.`;
  const read = (background: Context) => keys.getOwnKey(background, accountId, id);
  return call.reply(200, { ...fromKey(await readResponse(call, done, read)), key });
}

async function revokeKey(call: AccountCall<"revokeKey">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const { id } = await keys.getOwnKey(ctx, accountId, params.keyId);
  await keys.revokeKey(ctx, { id, accountId }, toCallActor(caller));
  return call.reply(200, fromKey(await keys.getOwnKey(ctx, accountId, id)));
}

import * as accounts from "../../../core/accounts/accounts.ts";
import { eraseClosedAccount } from "../../../core/generations/erasure.ts";
import * as confirmation from "../../../core/accounts/password-confirmation.ts";
import { createDeviceCookie, createSessionCookie, createSignedOutHeaders } from "../cookies.ts";
import { toAccountResponse } from "../mapping.ts";
import type { ReadAddress } from "../../../http/client-address.ts";
import { readClientInfo } from "../client-info.ts";
import type { AccountCall, SessionCall } from "../call.ts";

/** Settings, password and deletion of the account. */
export function profileRoutes(readAddress: ReadAddress) {
  async function changePassword(call: SessionCall<"changePassword">) {
    const { ctx, body } = call;
    const client = readClientInfo(ctx, call.request, readAddress);
    const caller = { ...call.caller, client };
    const { email } = await accounts.getProfile(ctx, caller.accountId);
    const wanted = { email, current: body.current_password, next: body.new_password };
    const session = await confirmation.changePassword(ctx, caller, wanted);
    call.setHeader("set-cookie", createDeviceCookie(ctx, session));
    return call.reply(204, undefined, { "set-cookie": createSessionCookie(ctx, session) });
  }

  return { getAccount, updateAccount, changePassword, deleteAccount };
}

async function deleteAccount(call: SessionCall<"deleteAccount">) {
  const { ctx, caller, body } = call;
  await confirmation.closeOwnAccount(ctx, caller, body.password);
  await eraseClosedAccount(ctx, caller.accountId);
  return call.reply(204, undefined, createSignedOutHeaders(ctx));
}

async function getAccount(call: AccountCall<"getAccount">) {
  return call.reply(200, await toAccountResponse(call.ctx, call.caller));
}

async function updateAccount(call: AccountCall<"updateAccount">) {
  const { ctx, caller, body } = call;
  const { name, language, theme, credits_low_at: creditsLowAt } = body;
  await accounts.updateProfile(ctx, caller, { name, language, theme, creditsLowAt });
  return call.reply(200, await toAccountResponse(ctx, caller));
}

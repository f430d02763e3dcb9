import * as accounts from "../../../core/accounts/accounts.ts";
import { eraseClosedAccount } from "../../../core/generations/erasure.ts";
import * as sessions from "../../../core/accounts/sessions.ts";
import { createSignedOutHeaders, createSessionCookie } from "../cookies.ts";
import { toAccountResponse } from "../mapping.ts";
import type { ReadAddress } from "../../../http/client-address.ts";
import { readClientInfo } from "../client-info.ts";
import type { AccountCall } from "../call.ts";

/** Settings, password and deletion of the account. */
export function profileRoutes(readAddress: ReadAddress) {
  async function changePassword(call: AccountCall<"changePassword">) {
    const { ctx, caller, body } = call;
    const { email } = await accounts.getProfile(ctx, caller.accountId);
    const session = await sessions.changePassword(
      ctx,
      readClientInfo(ctx, call.request, readAddress),
      {
        accountId: caller.accountId,
        email,
        current: body.current_password,
        next: body.new_password,
      },
    );
    return call.reply(204, undefined, { "set-cookie": createSessionCookie(ctx, session) });
  }

  async function deleteAccount(call: AccountCall<"deleteAccount">) {
    const { ctx, caller } = call;
    const { id, email } = await accounts.getProfile(ctx, caller.accountId);
    const { password } = call.body;
    const client = readClientInfo(ctx, call.request, readAddress);
    await sessions.closeAccount(ctx, client, { id, email, password });
    await eraseClosedAccount(ctx, id);
    return call.reply(204, undefined, createSignedOutHeaders(ctx));
  }

  return { getAccount, updateAccount, changePassword, deleteAccount };
}

async function getAccount(call: AccountCall<"getAccount">) {
  return call.reply(200, await toAccountResponse(call.ctx, call.caller));
}

async function updateAccount(call: AccountCall<"updateAccount">) {
  const { ctx, caller, body } = call;
  const { name, language, theme, credits_low_at: creditsLowAt } = body;
  await accounts.updateProfile(ctx, caller.accountId, { name, language, theme, creditsLowAt });
  return call.reply(200, await toAccountResponse(ctx, caller));
}

import type { operations } from "../../../../generated/account/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import * as sessions from "../../../core/accounts/sessions.ts";
import { confirmSession } from "../../../core/accounts/password-confirmation.ts";
import * as signIns from "../../../core/accounts/sign-in.ts";
import { createDeviceCookie, createSessionCookie, createSignedOutHeaders } from "../cookies.ts";
import { fromSession, toAccountResponse } from "../mapping.ts";
import type { ReadAddress } from "../../../http/client-address.ts";
import { readClientInfo } from "../client-info.ts";
import type { SessionCall } from "../call.ts";

type Open<Name extends keyof operations> = Call<operations[Name], undefined>;
/** Sign-up, sign-in, sign-out and the sessions of an account. */
export function sessionRoutes(readAddress: ReadAddress) {
  async function getAuthState(call: Open<"getAuthState">) {
    const { signUpOpen, setupNeeded } = await signIns.getAuthState(call.ctx);
    return call.reply(200, { sign_up_open: signUpOpen, setup_needed: setupNeeded });
  }

  async function signUp(call: Open<"signUp">) {
    const { ctx } = call;
    const { email, password, name, language, setup_token: setupToken } = call.body;
    const client = readClientInfo(ctx, call.request, readAddress);
    const session = await signIns.signUp(ctx, client, {
      email,
      password,
      name,
      language,
      setupToken,
    });
    call.identifyAccount(session.accountId);
    call.setHeader("set-cookie", createDeviceCookie(ctx, session));
    const headers = { "set-cookie": createSessionCookie(ctx, session) };
    return call.reply(201, await toAccountResponse(ctx, session), headers);
  }

  async function signIn(call: Open<"signIn">) {
    const { ctx, body } = call;
    const client = readClientInfo(ctx, call.request, readAddress);
    const session = await signIns.signIn(ctx, client, body);
    if (session === undefined) return call.reply(401, INVALID_CREDENTIALS);
    call.identifyAccount(session.accountId);
    call.setHeader("set-cookie", createDeviceCookie(ctx, session));
    const headers = { "set-cookie": createSessionCookie(ctx, session) };
    return call.reply(200, await toAccountResponse(ctx, session), headers);
  }

  return {
    getAuthState,
    signUp,
    signIn,
    signOut,
    listSessions,
    revokeSession,
    revokeOtherSessions,
    confirmPassword,
  };
}

const INVALID_CREDENTIALS = {
  error: { code: "invalid_credentials" as const, message: "Email address or password is wrong." },
};

async function signOut(call: SessionCall<"signOut">) {
  await sessions.endSession(call.ctx, call.caller, call.caller.sessionId);
  return call.reply(204, undefined, createSignedOutHeaders(call.ctx));
}

async function listSessions(call: SessionCall<"listSessions">) {
  const rows = await sessions.listSessions(call.ctx, call.caller.accountId);
  return call.reply(200, { data: rows.map((row) => fromSession(row, call.caller.sessionId)) });
}

async function revokeSession(call: SessionCall<"revokeSession">) {
  await sessions.endSession(call.ctx, call.caller, call.params.sessionId);
  return call.reply(204);
}

async function revokeOtherSessions(call: SessionCall<"revokeOtherSessions">) {
  await sessions.endOtherSessions(call.ctx, call.caller);
  return call.reply(204);
}

async function confirmPassword(call: SessionCall<"confirmPassword">) {
  await confirmSession(call.ctx, call.caller, call.body.password);
  return call.reply(204);
}

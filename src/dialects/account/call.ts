import type { operations } from "../../../generated/account/server.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import { type Actor, toActor } from "../../core/audit/actor.ts";
import type { Call } from "../../openapi/handlers.ts";

/** The caller of an operation that accepts an API key in place of a session. */
export type AccountCaller = Omit<SignedIn, "sessionId" | "isPasswordRecent"> &
  Partial<
    Pick<SignedIn, "sessionId" | "isPasswordRecent"> &
      Pick<Caller, "keyId" | "runningLimit" | "scopes">
  >;

/** The argument of a handler that requires a session or an API key. */
export type AccountCall<Name extends keyof operations> = Call<operations[Name], AccountCaller>;

/** The argument of a handler that requires a session. */
export type SessionCall<Name extends keyof operations> = Call<operations[Name], SignedIn>;

/** Returns the actor of a change for the audit log. The reason names the API key, if one was used. */
export function toCallActor(caller: AccountCaller): Actor {
  return toActor(caller, caller.keyId === undefined ? null : `API key ${caller.keyId}`);
}

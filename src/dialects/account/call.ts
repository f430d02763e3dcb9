import type { operations } from "../../../generated/account/server.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import type { Call } from "../../openapi/handlers.ts";

/** The argument of a handler that requires a session. */
export type AccountCall<Name extends keyof operations> = Call<operations[Name], SignedIn>;

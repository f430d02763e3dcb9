import { setSignUpState } from "../core/accounts/admin.ts";
import { CLI } from "../core/audit/actor.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { argument, oneOf } from "./options.ts";

const STATES = ["open", "closed"] as const;

/** Opens or closes sign-up. */
export const signUp = command({
  name: "sign-up",
  changes: true,
  summary: "Allow everyone to sign up in the console, or no one",
  options: {
    state: argument(oneOf("open|closed", STATES), "open: everyone can sign up; closed: no one"),
  },
  async run(context, { state }) {
    await withRuntime(context, (ctx) => setSignUpState(ctx, state === "open", CLI));
    const message = state === "open" ? "Sign-up is open." : "Sign-up is closed.";
    context.terminal.result({ sign_up: state }, [message]);
  },
});

import { setSignUpState } from "../core/accounts/admin.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { argument, oneOf } from "./options.ts";

const CLI = { actorId: null, reason: null };
const STATES = ["open", "closed"] as const;

/** Opens or closes the sign-up. */
export const signUp = command({
  name: "sign-up",
  changes: true,
  summary: "Let anybody sign up in the console, or nobody but the first admin",
  options: {
    state: argument(oneOf("open|closed", STATES), "Whether accounts may be opened there"),
  },
  async run(job, { state }) {
    await withRuntime(job, (ctx) => setSignUpState(ctx, state === "open", CLI));
    const told = state === "open" ? "Anybody may sign up." : "Nobody may sign up any more.";
    job.terminal.answer({ sign_up: state }, [told]);
  },
});

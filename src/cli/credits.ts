import * as accounts from "../core/accounts/accounts.ts";
import * as credits from "../core/billing/grants.ts";
import { CLI } from "../core/audit/actor.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { defaulted, duration, email, oneOf } from "./options.ts";
import { optional, REASON, required, text, wholeNumber } from "./options.ts";

const SOURCES = ["purchase", "plan", "promo", "adjust"] as const;
// The limit of the Account API.
const MAX_CREDITS = 100_000_000;

/** Adds a grant of credits to an account. */
export const creditsGrant = command({
  name: "credits grant",
  changes: true,
  summary: "Add a grant of credits to an account",
  options: {
    email: required(email, "Email address of the account"),
    credits: required(wholeNumber(MAX_CREDITS), "Number of credits"),
    expiresIn: optional(duration(), "Time until the grant expires, such as 30d; never by default"),
    source: defaulted(
      oneOf("SOURCE", SOURCES),
      "purchase",
      `Source of the grant: ${SOURCES.join(", ")}`,
    ),
    note: optional(text("TEXT"), "Note for the ledger"),
    reference: optional(
      text("REFERENCE"),
      "Reference of the grant; a second grant with the same reference is not added",
    ),
    reason: REASON,
  },
  async run(context, { email, expiresIn, reason = null, ...wanted }) {
    const { grantId, balance } = await withRuntime(context, async (ctx) => {
      const { id: accountId } = await accounts.getAccountByEmail(ctx, email);
      const grant = { ...wanted, accountId, expiresInSeconds: expiresIn };
      const grantId = await credits.createGrant(ctx, grant, { ...CLI, reason });
      return { grantId, balance: await credits.findBalance(ctx, accountId) };
    });
    if (balance === undefined)
      throw new AppError("not_found", `No account has the email address ${email}.`);
    const { spendable, held } = balance;
    const answer = { id: grantId, credits: wanted.credits, source: wanted.source };
    context.terminal.result({ ...answer, balance: { credits: spendable, held } }, [
      `Granted ${wanted.credits} credits (${wanted.source}) to ${email}. Spendable balance: ${spendable}.`,
    ]);
  },
});

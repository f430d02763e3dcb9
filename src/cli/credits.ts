import * as accounts from "../core/accounts/accounts.ts";
import * as credits from "../core/billing/grants.ts";
import { CLI } from "../core/audit/actor.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { defaulted, duration, email, oneOf } from "./options.ts";
import { optional, REASON, required, text, wholeNumber } from "./options.ts";

const SOURCES = ["purchase", "plan", "promo", "adjust"] as const;
// The limits of the Account API.
const MAX_CREDITS = 100_000_000;
const MAX_NOTE_LENGTH = 500;

/** Adds a grant of credits to an account. */
export const creditsGrant = command({
  name: "credits grant",
  changes: true,
  summary: "Add a grant of credits to an account",
  options: {
    email: required(email, "Email address of the account"),
    credits: required(wholeNumber(MAX_CREDITS), "Number of credits"),
    expiresIn: optional(
      duration(),
      "Time until the grant expires, such as 30d; by default it does not expire",
    ),
    source: defaulted(
      oneOf("SOURCE", SOURCES),
      "purchase",
      `Source of the grant: ${SOURCES.join(", ")}`,
    ),
    note: optional(text("TEXT", MAX_NOTE_LENGTH), "Note that the customer sees with the grant"),
    reference: optional(
      text("REFERENCE"),
      "Reference, such as an invoice number; a second grant of the account with it is rejected (conflict)",
    ),
    reason: REASON,
  },
  async run(context, { email, expiresIn, reason = null, ...wanted }) {
    const { grantId, balance } = await withRuntime(context, async (ctx) => {
      const { id: accountId } = await accounts.getAccountByEmail(ctx, email);
      const grant = { ...wanted, accountId, expiresInSeconds: expiresIn };
      const grantId = await credits.createGrant(ctx, grant, { ...CLI, reason });
      // The grant is committed: a failed command would be repeated, and grant the credits twice.
      const balance = await credits.findBalance(ctx, accountId).catch(() => undefined);
      return { grantId, balance };
    });
    const answer = {
      ...{ id: grantId, credits: wanted.credits, source: wanted.source },
      ...(balance && { balance: { credits: balance.spendable, held: balance.held } }),
    };
    const granted = `Granted ${wanted.credits} credits (${wanted.source}) to ${email}.`;
    const available = balance && ` Spendable balance: ${balance.spendable}.`;
    context.terminal.result(answer, [`${granted}${available ?? ""}`]);
  },
});

import * as accounts from "../core/accounts/accounts.ts";
import * as accountGrants from "../core/billing/account-grants.ts";
import * as credits from "../core/billing/grants.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { defaulted, duration, email, credits as number, oneOf } from "./options.ts";
import { optional, required, text } from "./options.ts";

const SOURCES = ["purchase", "plan", "promo", "adjust"] as const;

/** Adds a batch of credits to an account. */
export const creditsGrant = command({
  name: "credits grant",
  changes: true,
  summary: "Add a batch of credits to an account",
  options: {
    email: required(email, "Whose account it is"),
    credits: required(number, "How many credits"),
    expiresIn: optional(duration(), "When the batch expires, as 30d; never where it is left out"),
    source: defaulted(oneOf("SOURCE", SOURCES), "purchase", `Where it comes from: ${SOURCES}`),
    note: optional(text("TEXT"), "A remark for the ledger"),
    reference: optional(text("REFERENCE"), "Name of the grant: the same again grants nothing"),
    reason: optional(text("TEXT"), "Why; kept in the audit log"),
  },
  async run(job, { email, expiresIn, reason = null, ...wanted }) {
    const { grantId, balance } = await withRuntime(job, async (ctx) => {
      const { id: accountId } = await accounts.getAccountByEmail(ctx, email);
      const grant = { ...wanted, expiresInSeconds: expiresIn, actorId: null, reason };
      const grantId = await accountGrants.grant(ctx, accountId, grant);
      return { grantId, balance: await credits.findBalance(ctx, accountId) };
    });
    if (balance === undefined) throw new AppError("not_found", `There is no account for ${email}.`);
    const { spendable, held } = balance;
    const answer = { id: grantId, credits: wanted.credits, source: wanted.source };
    job.terminal.answer({ ...answer, balance: { credits: spendable, held } }, [
      `Granted ${wanted.credits} credits (${wanted.source}) to ${email}: ${spendable} can be spent now.`,
    ]);
  },
});

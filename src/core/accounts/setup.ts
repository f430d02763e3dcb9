import { createHash, randomBytes } from "node:crypto";
import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

/**
 * Creates a token that the first admin signs up with, and stores its hash. Tokens of other starts stay
 * valid until there is an admin. Returns undefined where the server has had an admin.
 */
export async function createSetupToken(ctx: Context): Promise<string | undefined> {
  const token = randomBytes(32).toString("base64url");
  const [row] = await queries.addSetupToken.run({ tokenHash: hashSetupToken(token) }, ctx.db);
  return row?.added === true ? token : undefined;
}

/** Returns the hash under which a setup token is stored. */
export function hashSetupToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Returns the error of a sign-up that made no account, from the outcome of the SQL function. */
export function toSignUpError(outcome: string | undefined): AppError {
  const reason = REFUSALS.get(outcome);
  if (reason !== undefined) return new AppError("forbidden", reason);
  return new AppError("conflict", "There is an account of this e-mail address already.");
}

const REFUSALS = new Map<string | undefined, string>([
  ["closed", "Sign-up is switched off."],
  [
    "setup_refused",
    "This server has no admin yet. Send the setup token of its start as setup_token, or run " +
      "`account create --admin` on it.",
  ],
  ["setup_over", "This server has an admin. Sign up without setup_token."],
]);

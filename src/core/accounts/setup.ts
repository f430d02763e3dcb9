import { createHash, randomBytes } from "node:crypto";
import * as queries from "../../../generated/queries/sign-up.ts";
import type { sign_up_outcome } from "../../../generated/queries/sign-up.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

/**
 * Creates a setup token for the sign-up of the first admin and stores its hash. Earlier tokens stay valid
 * until there is an admin. Returns undefined if the server has had an admin.
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

/** Returns the error of a rejected sign-up, from the outcome of the SQL function. */
export function toSignUpError(outcome: Exclude<sign_up_outcome, "created">): AppError {
  if (outcome !== "email_taken") return new AppError("forbidden", FORBIDDEN_REASONS[outcome]);
  return new AppError("conflict", "An account with this email address already exists.");
}

const FORBIDDEN_REASONS: Record<Exclude<sign_up_outcome, "created" | "email_taken">, string> = {
  closed: "Sign-up is disabled.",
  setup_rejected:
    "This server has no admin yet. Send the setup token that it printed at startup as setup_token, " +
    "or run `account create --admin` on it.",
  setup_completed: "This server already has an admin. Sign up without setup_token.",
};

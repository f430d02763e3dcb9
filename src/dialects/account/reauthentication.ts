import type { operations } from "../../../generated/account/server.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { operationErrors } from "./operation-errors.ts";

/**
 * Throws `reauthentication_required` if an operation declares this error and the session has not confirmed
 * its password recently. A stolen session alone can then neither create secrets nor change credits or roles.
 */
export function checkRecentPassword(
  { isPasswordRecent }: SignedIn,
  operation: keyof operations | undefined,
): void {
  if (isPasswordRecent || operation === undefined) return;
  const declared: readonly ErrorCode[] = operationErrors[operation];
  if (!declared.includes("reauthentication_required")) return;
  throw new AppError(
    "reauthentication_required",
    "Confirm the password with POST /api/account/session/confirm, then repeat the request.",
  );
}

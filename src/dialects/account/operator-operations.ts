import type { operations } from "../../../generated/account/server.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import { ROLES, type Role } from "../../core/accounts/roles.ts";
import { AppError } from "../../foundation/errors.ts";

const EVERYONE: readonly Role[] = ROLES;
const FINANCE: readonly Role[] = ["finance", "admin"];
const ADMINS: readonly Role[] = ["admin"];

/** The roles that may call each operation under /api/admin. */
const OPERATOR_OPERATIONS: Partial<Record<keyof operations, readonly Role[]>> = {
  listAccounts: EVERYONE,
  getAdminAccount: EVERYONE,
  updateAdminAccount: ADMINS,
  // Support can only adjust, see `checkGrant`.
  grantCredits: EVERYONE,
  voidGrant: FINANCE,
  listPrices: EVERYONE,
  replacePrices: FINANCE,
  listAdminModels: EVERYONE,
  putModel: ADMINS,
  listLegacySizes: EVERYONE,
  replaceLegacySizes: ADMINS,
  listPlans: EVERYONE,
  putPlan: FINANCE,
  listProviders: EVERYONE,
  getQueue: EVERYONE,
  cancelStuckGeneration: EVERYONE,
  listOperatorGenerations: EVERYONE,
  getOperatorGeneration: EVERYONE,
  requeueGeneration: ADMINS,
  listDeadJobs: EVERYONE,
  retryDeadJob: ADMINS,
  removeDeadJob: ADMINS,
  listOperatorDeliveries: EVERYONE,
  resendOperatorDelivery: EVERYONE,
  setSignUp: ADMINS,
  listAuditEntries: EVERYONE,
  exportAuditEntriesCsv: EVERYONE,
  exportAuditEntriesJson: EVERYONE,
};

/**
 * Throws `forbidden` if the caller's role may not call an operation under /api/admin. Without an operation
 * the path is unknown, which operators may learn.
 */
export function checkRole({ role }: SignedIn, operation: string | undefined): void {
  const allowed = Object.entries(OPERATOR_OPERATIONS).find(([name]) => name === operation)?.[1];
  if (role !== undefined && (operation === undefined || allowed?.includes(role))) return;
  throw new AppError("forbidden", "Only an operator with the right role may do this.");
}

/** Throws `forbidden` if support grants anything but an adjustment, or credits to its own account. */
export function checkGrant(caller: SignedIn, grant: { source: string; accountId: string }): void {
  if (caller.role !== "support") return;
  if (grant.source === "adjust" && grant.accountId !== caller.accountId) return;
  throw new AppError("forbidden", "Support can only adjust credits of other accounts.");
}

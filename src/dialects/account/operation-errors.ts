import type { operationErrors as Declared } from "../../../generated/account/server.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import {
  ACCEPTANCE_ERRORS,
  BODY_ERRORS,
  type OperationErrors,
  SERVER_ERRORS,
} from "../../openapi/operation-errors.ts";
import type { errors } from "./errors.ts";

const READ = [...SERVER_ERRORS, "sign_in_required", "rate_limited"] as const satisfies ErrorCode[];
const WRITE = [...READ, "csrf_failed"] as const satisfies ErrorCode[];
const BODY = [...WRITE, ...BODY_ERRORS] as const satisfies ErrorCode[];
/** Of one resource, or of a list whose parameters can be invalid. */
const READ_ONE = [...READ, "invalid_request", "not_found"] as const satisfies ErrorCode[];
const WRITE_ONE = [...WRITE, "invalid_request", "not_found"] as const satisfies ErrorCode[];
/** Of an operation that requires a recently confirmed password. */
const CONFIRMED = [...BODY, "reauthentication_required"] as const satisfies ErrorCode[];
const LIST = [...READ, "invalid_request"] as const satisfies ErrorCode[];

/**
 * The errors that each operation can raise. An operation that can raise `reauthentication_required` requires
 * a session that has confirmed its password recently.
 */
export const operationErrors: OperationErrors<Declared, typeof errors> = {
  getAuthState: SERVER_ERRORS,
  signUp: [
    ...SERVER_ERRORS,
    ...BODY_ERRORS,
    "csrf_failed",
    "forbidden",
    "conflict",
    "rate_limited",
  ],
  signIn: [...SERVER_ERRORS, ...BODY_ERRORS, "csrf_failed", "forbidden", "rate_limited"],
  signOut: WRITE,
  listSessions: READ,
  revokeSession: [...WRITE_ONE, "reauthentication_required"],
  revokeOtherSessions: [...WRITE, "reauthentication_required"],
  getAccount: READ,
  updateAccount: BODY,
  confirmPassword: BODY,
  changePassword: [...BODY],
  deleteAccount: [...BODY, "conflict"],
  exportAccount: READ,
  listKeys: READ,
  createKey: [...CONFIRMED, "conflict"],
  rotateKey: [...CONFIRMED, "not_found"],
  revokeKey: WRITE_ONE,
  listWebhooks: READ,
  createWebhook: [...CONFIRMED, "conflict"],
  getWebhook: READ_ONE,
  updateWebhook: [...BODY, "not_found"],
  deleteWebhook: WRITE_ONE,
  rotateWebhookSecret: [...WRITE_ONE, "reauthentication_required"],
  testWebhook: [...BODY, "not_found"],
  listDeliveries: READ_ONE,
  getDelivery: READ_ONE,
  resendDelivery: [...WRITE_ONE],
  resendFailedDeliveries: [...BODY, "not_found"],
  getCredits: READ,
  listCreditEntries: LIST,
  exportCreditEntries: LIST,
  getOverview: READ,
  getUsage: LIST,
  exportUsage: LIST,
  listModels: READ,
  quote: BODY,
  createGeneration: [...BODY, ...ACCEPTANCE_ERRORS, "forbidden"],
  listGenerations: LIST,
  getGeneration: READ_ONE,
  deleteGeneration: [...WRITE_ONE, "conflict"],
  cancelGeneration: WRITE_ONE,
  watchGeneration: [...READ_ONE, "concurrency_limited"],
  getGenerationInput: READ_ONE,
  getThumbnail: READ_ONE,
  listAccounts: [...LIST, "forbidden"],
  getAdminAccount: [...READ_ONE, "forbidden"],
  updateAdminAccount: [...CONFIRMED, "forbidden", "not_found", "conflict"],
  grantCredits: [...CONFIRMED, "forbidden", "not_found", "conflict"],
  voidGrant: [...CONFIRMED, "forbidden", "not_found"],
  listPrices: [...READ, "forbidden"],
  replacePrices: [...CONFIRMED, "forbidden"],
  listAdminModels: [...READ, "forbidden"],
  putModel: [...BODY, "forbidden"],
  listPlans: [...READ, "forbidden"],
  putPlan: [...CONFIRMED, "forbidden"],
  listProviders: [...READ, "forbidden"],
  getQueue: [...READ, "forbidden"],
  cancelStuckGeneration: [...BODY, "forbidden", "not_found", "conflict"],
  setSignUp: [...BODY, "forbidden"],
  listAuditEntries: [...LIST, "forbidden"],
  exportAuditEntriesCsv: [...LIST, "forbidden"],
  exportAuditEntriesJson: [...LIST, "forbidden"],
  listOwnAuditEntries: LIST,
  exportOwnAuditEntriesCsv: LIST,
  exportOwnAuditEntriesJson: LIST,
};

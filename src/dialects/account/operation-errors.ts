import type { operationErrors as Declared } from "../../../generated/account/server.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import {
  ACCEPTANCE_ERRORS,
  BODY_ERRORS,
  type OperationErrors,
  SERVER_ERRORS,
} from "../../openapi/operation-errors.ts";
import type { errors } from "./errors.ts";

const SESSION = [
  ...SERVER_ERRORS,
  "sign_in_required",
  "rate_limited",
] as const satisfies ErrorCode[];
const SESSION_WRITE = [...SESSION, "csrf_failed"] as const satisfies ErrorCode[];
const SESSION_BODY = [...SESSION_WRITE, ...BODY_ERRORS] as const satisfies ErrorCode[];
/** Of an operation that accepts an API key in place of a session. */
const READ = [
  ...SESSION,
  "invalid_key",
  "expired_key",
  "plan_required",
  "insufficient_scope",
] as const satisfies ErrorCode[];
const WRITE = [...READ, "csrf_failed"] as const satisfies ErrorCode[];
const BODY = [...WRITE, ...BODY_ERRORS] as const satisfies ErrorCode[];
/** Of one resource, or of a list whose parameters can be invalid. */
const READ_ONE = [...READ, "invalid_request", "not_found"] as const satisfies ErrorCode[];
const WRITE_ONE = [...WRITE, "invalid_request", "not_found"] as const satisfies ErrorCode[];
/** Of an operation that requires a recently confirmed password. */
const CONFIRMED = [...BODY, "reauthentication_required"] as const satisfies ErrorCode[];
/** The same, of an operation that accepts no API key. */
const SESSION_CONFIRMED = [
  ...SESSION_BODY,
  "reauthentication_required",
] as const satisfies ErrorCode[];
const LIST = [...READ, "invalid_request"] as const satisfies ErrorCode[];

/**
 * The errors that each operation can raise. An operation that can raise `reauthentication_required` requires
 * a session that has confirmed its password recently; an API key needs only its scope.
 */
export const operationErrors: OperationErrors<Declared, typeof errors> = {
  getAuthState: [...SERVER_ERRORS, "rate_limited"],
  signUp: [
    ...SERVER_ERRORS,
    ...BODY_ERRORS,
    "csrf_failed",
    "forbidden",
    "conflict",
    "rate_limited",
  ],
  signIn: [...SERVER_ERRORS, ...BODY_ERRORS, "csrf_failed", "forbidden", "rate_limited"],
  signOut: SESSION_WRITE,
  listSessions: SESSION,
  revokeSession: [...SESSION_WRITE, "invalid_request", "not_found", "reauthentication_required"],
  revokeOtherSessions: [...SESSION_WRITE, "reauthentication_required"],
  getAccount: READ,
  updateAccount: BODY,
  confirmPassword: SESSION_BODY,
  changePassword: [...SESSION_BODY],
  deleteAccount: [...SESSION_BODY, "conflict"],
  exportAccount: READ,
  listKeys: READ,
  createKey: [...CONFIRMED, "conflict"],
  updateKey: [...CONFIRMED, "not_found"],
  rotateKey: [...CONFIRMED, "not_found"],
  reportLeakedKey: [...SERVER_ERRORS, ...BODY_ERRORS, "csrf_failed", "rate_limited"],
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
  resendDelivery: [...WRITE_ONE, "conflict"],
  resendFailedDeliveries: [...BODY, "not_found", "conflict"],
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
  listAccounts: [...SESSION, "invalid_request", "forbidden"],
  getAdminAccount: [...SESSION, "invalid_request", "not_found", "forbidden"],
  updateAdminAccount: [...SESSION_CONFIRMED, "forbidden", "not_found", "conflict"],
  grantCredits: [...SESSION_CONFIRMED, "forbidden", "not_found", "conflict"],
  voidGrant: [...SESSION_CONFIRMED, "forbidden", "not_found"],
  listPrices: [...SESSION, "forbidden"],
  replacePrices: [...SESSION_CONFIRMED, "forbidden"],
  listAdminModels: [...SESSION, "forbidden"],
  putModel: [...SESSION_BODY, "forbidden"],
  listLegacySizes: [...SESSION, "forbidden"],
  replaceLegacySizes: [...SESSION_BODY, "forbidden"],
  listPlans: [...SESSION, "forbidden"],
  putPlan: [...SESSION_CONFIRMED, "forbidden"],
  listProviders: [...SESSION, "forbidden"],
  getQueue: [...SESSION, "forbidden"],
  cancelStuckGeneration: [...SESSION_BODY, "forbidden", "not_found", "conflict"],
  listOperatorGenerations: [...SESSION, "invalid_request", "forbidden"],
  getOperatorGeneration: [...SESSION, "invalid_request", "not_found", "forbidden"],
  requeueGeneration: [...SESSION_BODY, "forbidden", "not_found", "conflict"],
  listDeadJobs: [...SESSION, "invalid_request", "forbidden"],
  retryDeadJob: [...SESSION_BODY, "forbidden", "not_found"],
  removeDeadJob: [...SESSION_BODY, "forbidden", "not_found"],
  listOperatorDeliveries: [...SESSION, "invalid_request", "forbidden"],
  resendOperatorDelivery: [...SESSION_BODY, "forbidden", "not_found", "conflict"],
  setSignUp: [...SESSION_BODY, "forbidden"],
  listAuditEntries: [...SESSION, "invalid_request", "forbidden"],
  exportAuditEntriesCsv: [...SESSION, "invalid_request", "forbidden"],
  exportAuditEntriesJson: [...SESSION, "invalid_request", "forbidden"],
  downloadImage: READ_ONE,
  listOwnAuditEntries: LIST,
  exportOwnAuditEntriesCsv: LIST,
  exportOwnAuditEntriesJson: LIST,
};

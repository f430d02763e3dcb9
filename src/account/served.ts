import document from "../../generated/account/openapi.json";
import type { operations } from "../../generated/account/server.ts";

/** The operations of the document that are served; the others answer 404. */
export type Served = Pick<operations, (typeof NAMES)[number]>;

const NAMES = [
  "getAuthState",
  "signUp",
  "signIn",
  "signOut",
  "getAccount",
  "updateAccount",
  "changePassword",
  "deleteAccount",
  "listSessions",
  "revokeOtherSessions",
  "revokeSession",
  "listKeys",
  "createKey",
  "revokeKey",
  "rotateKey",
  "getCredits",
  "listWebhooks",
  "createWebhook",
  "getWebhook",
  "updateWebhook",
  "deleteWebhook",
  "rotateWebhookSecret",
  "testWebhook",
  "listDeliveries",
  "getDelivery",
  "resendDelivery",
  "resendFailedDeliveries",
] as const;

/** The document without what is not served. */
export function servedDocument(): object {
  const names = new Set<string>(NAMES);
  const isServed = ([, operation]: [string, object]) =>
    !("operationId" in operation) || names.has(String(operation.operationId));
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(Object.entries(item).filter(isServed)),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

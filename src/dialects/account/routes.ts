import type { operations } from "../../../generated/account/server.ts";
import type { Handlers } from "../../openapi/handlers.ts";
import type { SignedIn } from "../../core/accounts/sessions.ts";
import { accountRoutes } from "./routes/admin/accounts.ts";
import { catalogRoutes } from "./routes/admin/catalog.ts";
import { operatorGenerationRoutes } from "./routes/admin/generations.ts";
import { operationsRoutes } from "./routes/admin/work.ts";
import { auditRoutes } from "./routes/audit.ts";
import { creditRoutes } from "./routes/credits.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { exportRoutes } from "./routes/export.ts";
import { generationRoutes } from "./routes/generations.ts";
import { keyRoutes } from "./routes/keys.ts";
import { leakRoutes } from "./routes/leaks.ts";
import { ledgerRoutes } from "./routes/ledger.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { playgroundRoutes } from "./routes/playground.ts";
import { profileRoutes } from "./routes/profile.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import type { ReadAddress } from "../../http/client-address.ts";

/** The operations that require no session. */
export type PublicOperation = "getAuthState" | "signUp" | "signIn" | "reportLeakedKey";

/** Creates one handler per operation of the account API. */
export function createHandlers(
  readAddress: ReadAddress,
): Handlers<operations, SignedIn, PublicOperation> {
  return {
    ...sessionRoutes(readAddress),
    ...profileRoutes(readAddress),
    ...keyRoutes,
    ...leakRoutes(readAddress),
    ...creditRoutes,
    ...ledgerRoutes,
    ...overviewRoutes,
    ...playgroundRoutes,
    ...exportRoutes,
    ...generationRoutes,
    ...webhookRoutes,
    ...deliveryRoutes,
    ...accountRoutes,
    ...catalogRoutes,
    ...operationsRoutes,
    ...operatorGenerationRoutes,
    ...auditRoutes,
  };
}

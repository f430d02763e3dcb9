import type { Handlers } from "../contract/handlers.ts";
import type { SignedIn } from "../core/sessions.ts";
import { creditRoutes } from "./routes/credits.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { keyRoutes } from "./routes/keys.ts";
import { profileRoutes } from "./routes/profile.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import type { Served } from "./served.ts";
import type { AddressOf } from "./visitor.ts";

/** The operations that need no session. */
export type PublicOperation = "getAuthState" | "signUp" | "signIn";

/** One handler for each operation of the account API. */
export function createHandlers(addressOf: AddressOf): Handlers<Served, SignedIn, PublicOperation> {
  return {
    ...sessionRoutes(addressOf),
    ...profileRoutes(addressOf),
    ...keyRoutes,
    ...creditRoutes,
    ...webhookRoutes,
    ...deliveryRoutes,
  };
}

import document from "../../../generated/plus/openapi.json";
import type { operations } from "../../../generated/plus/server.ts";
import { type App, createApp } from "../../http/app.ts";
import type { Context } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { authenticateFor } from "../authenticate.ts";
import { operationErrors, toErrorResponse } from "./errors.ts";
import { handlers } from "./routes.ts";

/** Creates the app of the Image Plus API. */
export function createPlusApp(ctx: Context): App {
  return createApp<operations, Caller, never>(ctx, {
    name: "plus",
    document,
    handlers,
    publicOperations: [],
    authenticate: ({ ctx, token, address }) => authenticateFor(ctx, "plus", { token, address }),
    toErrorResponse,
    operationErrors,
    spending: { operations: ["createGeneration"], prices: "plus" },
  });
}

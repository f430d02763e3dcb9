import document from "../../../generated/hub/openapi.json";
import type { operations } from "../../../generated/hub/server.ts";
import { type App, createApp } from "../../http/app.ts";
import type { Context } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { authenticateFor } from "../authenticate.ts";
import { operationErrors, toErrorResponse } from "./errors.ts";
import { handlers } from "./routes.ts";

/** Creates the app of the Image Hub API. */
export function createHubApp(ctx: Context): App {
  return createApp<operations, Caller, "listModels">(ctx, {
    name: "hub",
    document,
    handlers,
    publicOperations: ["listModels"],
    authenticate: ({ ctx, token, address, operation }) =>
      authenticateFor(ctx, "hub", { token, address, acceptsAnyKey: operation !== "createImage" }),
    toErrorResponse,
    operationErrors,
    spending: { operations: ["createImage"], prices: "hub" },
  });
}

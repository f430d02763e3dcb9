import document from "../../../generated/art/openapi.json";
import type { operations } from "../../../generated/art/server.ts";
import { type App, createApp } from "../../http/app.ts";
import type { Context } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { authenticateFor } from "../authenticate.ts";
import { operationErrors, toErrorResponse } from "./errors.ts";
import { handlers } from "./routes.ts";

/** Creates the app of the Image Art API. */
export function createArtApp(ctx: Context): App {
  return createApp<operations, Caller, never>(ctx, {
    name: "art",
    document,
    handlers,
    publicOperations: [],
    authenticate: ({ ctx, token, address }) => authenticateFor(ctx, "art", { token, address }),
    toErrorResponse,
    operationErrors,
    spending: { operations: ["createImage"], prices: "art" },
  });
}

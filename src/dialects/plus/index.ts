import document from "../../../generated/plus/openapi.json";
import type { operations } from "../../../generated/plus/server.ts";
import { type App, createApp } from "../../contract/app.ts";
import { limitHeaders } from "../../contract/limit-headers.ts";
import type { Context } from "../../context.ts";
import { authenticate, type Caller } from "../../core/keys.ts";
import { sayError } from "./errors.ts";
import { handlers } from "./routes.ts";

/** The app that answers in the plus dialect. */
export function createPlus(ctx: Context): App {
  return createApp<operations, Caller, never>(ctx, {
    name: "plus",
    document,
    handlers,
    publicOperations: [],
    async authenticate({ token }) {
      const caller = await authenticate(ctx, token, "plus");
      return { ...caller, headers: limitHeaders(caller.rate) };
    },
    sayError,
  });
}

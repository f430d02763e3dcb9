import type { Context } from "../../app/context.ts";
import type { Visitor } from "../../core/accounts/sessions.ts";
import type { AddressOf } from "../../http/client-address.ts";
import { readToken } from "./cookies.ts";

/** Who sends a request, as far as it tells. */
export function visitorOf(ctx: Context, request: Request, addressOf: AddressOf): Visitor {
  return {
    address: addressOf(request),
    userAgent: request.headers.get("user-agent"),
    token: readToken(ctx, request),
  };
}

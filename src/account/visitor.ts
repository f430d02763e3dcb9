import type { Context } from "../context.ts";
import type { Visitor } from "../core/sessions.ts";
import { readToken } from "./cookies.ts";

/** Answers the network address of whoever sent a request. */
export type AddressOf = (request: Request) => string | undefined;

/** Who sends a request, as far as it tells. Headers that name an address are anybody's to write. */
export function visitorOf(ctx: Context, request: Request, addressOf: AddressOf): Visitor {
  return {
    address: addressOf(request),
    userAgent: request.headers.get("user-agent"),
    token: readToken(ctx, request),
  };
}

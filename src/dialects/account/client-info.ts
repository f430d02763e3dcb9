import type { Context } from "../../app/context.ts";
import type { ClientInfo } from "../../core/accounts/sessions.ts";
import type { ReadAddress } from "../../http/client-address.ts";
import { readDeviceToken, readToken } from "./cookies.ts";

/** Returns what a request says about its client. */
export function readClientInfo(
  ctx: Context,
  request: Request,
  readAddress: ReadAddress,
): ClientInfo {
  return {
    address: readAddress(request),
    userAgent: request.headers.get("user-agent"),
    token: readToken(ctx, request),
    deviceToken: readDeviceToken(ctx, request),
  };
}

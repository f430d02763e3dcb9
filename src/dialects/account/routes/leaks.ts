import type { operations } from "../../../../generated/account/server.ts";
import { reportLeakedKey } from "../../../core/accounts/leaked-keys.ts";
import type { ReadAddress } from "../../../http/client-address.ts";
import type { Call } from "../../../openapi/handlers.ts";

/** Reports of leaked API keys, by anyone who has found one. */
export function leakRoutes(readAddress: ReadAddress) {
  return {
    async reportLeakedKey(call: Call<operations["reportLeakedKey"], undefined>) {
      await reportLeakedKey(call.ctx, call.body.key, readAddress(call.request));
      return call.reply(202, { received: true });
    },
  };
}

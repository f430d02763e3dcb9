import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../app/context.ts";

/** Lists the health of each configured provider, over all processes. */
export function listProviderHealth(ctx: Context) {
  const providers = [...ctx.providers.keys()];
  return queries.listProviderHealth.run({ providers }, ctx.db);
}

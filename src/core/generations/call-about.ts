import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../context.ts";

/**
 * Has whoever waits for a provider's task look at it now, in any process. Nothing comes of a task
 * that is not under way: unknown, ended, or another provider's.
 */
export async function callAbout(ctx: Context, provider: string, taskId: string): Promise<void> {
  const [row] = await queries.callAbout.run({ provider, taskId }, ctx.db);
  const event = row?.told ? "provider_called" : "provider_call_ignored";
  ctx.log.info(event, { provider, taskId });
}

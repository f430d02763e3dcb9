import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";

/** Returns whether a session is valid: not ended, not expired, and its account not disabled. */
export async function isLive(ctx: Context, sessionId: string): Promise<boolean> {
  const [row] = await queries.isSessionLive.run({ id: sessionId }, ctx.db);
  return row?.live ?? false;
}

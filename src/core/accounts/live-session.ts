import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";

/** Whether a session still holds: it has not ended or expired, and its account is not disabled. */
export async function isLive(ctx: Context, sessionId: string): Promise<boolean> {
  const [row] = await queries.isSessionLive.run({ id: sessionId }, ctx.db);
  return row?.live ?? false;
}

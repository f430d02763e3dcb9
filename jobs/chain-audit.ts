import type { Context } from "../src/app/context.ts";
import { chainAuditEntries, findChainHead } from "../src/core/audit/chain.ts";

/**
 * Appends new audit entries to the hash chain and logs the last position and hash. The log is kept outside
 * the database, so it reveals a chain that was rewritten there. Can run any number of times.
 */
export async function chainAudit(ctx: Context): Promise<void> {
  const entries = await chainAuditEntries(ctx);
  if (entries > 0) ctx.log.info("audit_log_chained", { entries, ...(await findChainHead(ctx)) });
}

import * as queries from "../../../generated/queries/audit.ts";
import type { Context } from "../../app/context.ts";

const BATCH_SIZE = 1_000;

/** The end of the hash chain. Noted outside the database, it reveals a chain that was written again. */
interface ChainHead {
  position: number;
  /** Hexadecimal. */
  hash: string;
}

/** A fault in the audit log. */
interface AuditFault {
  position: number;
  entryId: string;
  /** What does not match: the position, the entry (missing), the hash or the erasable values. */
  fault: string;
}

/** The result of a verification. */
export interface AuditVerification {
  head: ChainHead | undefined;
  /** Entries that the job has not appended to the chain yet. */
  waiting: number;
  /** Entries outside the chain that were changed, or were not written by this program. */
  unchained: number;
  faults: AuditFault[];
}

/** Appends new audit entries to the hash chain. Returns how many. */
export async function chainAuditEntries(ctx: Context): Promise<number> {
  let [total, chained] = [0, 0];
  do {
    const [row] = await queries.chainAuditEntries.run({ limit: BATCH_SIZE }, ctx.db);
    chained = row?.chained ?? 0;
    total += chained;
  } while (chained === BATCH_SIZE);
  return total;
}

/** Returns the end of the hash chain, or undefined if it is empty. */
export async function findChainHead(ctx: Context): Promise<ChainHead | undefined> {
  const [row] = await queries.findAuditChainHead.run(undefined, ctx.db);
  return row && { position: Number(row.position), hash: row.hash.toString("hex") };
}

/** Verifies every entry of the audit log and its hash chain. */
export async function verifyAuditLog(ctx: Context): Promise<AuditVerification> {
  const head = await findChainHead(ctx);
  const faults: AuditFault[] = [];
  for (let after = 0; after < (head?.position ?? 0); after += BATCH_SIZE) {
    const range = { after: String(after), to: String(after + BATCH_SIZE) };
    const rows = await queries.verifyAuditChain.run(range, ctx.db);
    faults.push(...rows.map((row) => ({ ...row, position: Number(row.position) })));
  }
  const [rest] = await queries.countUnchainedEntries.run(undefined, ctx.db);
  const unchained = (rest?.changed ?? 0) + (rest?.unknown ?? 0);
  return { head, waiting: rest?.waiting ?? 0, unchained, faults };
}

import * as queries from "../../../generated/queries/admin.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";

const MOST_STUCK = 50;
// So many lines one page looks at, for a filter that few fit.
const LOOKED_AT = 5_000;

/** How each provider that is set up fares, over all processes. */
export function listProviders(ctx: Context) {
  const providers = [...ctx.providers.keys()];
  return queries.listProviderHealth.run({ providers }, ctx.db);
}

/** What waits and runs, which workers there are, and which generations take long. */
export async function getQueue(ctx: Context) {
  const [rows, stuck] = await Promise.all([
    queries.readQueue.run(undefined, ctx.db),
    queries.listStuck.run({ limit: MOST_STUCK }, ctx.db),
  ]);
  const [queue] = rows;
  if (!queue) throw new Error("the queue has no row");
  const workers = rows.flatMap(({ workerId, startedAt, seenAt, runningThere }) =>
    workerId && startedAt && seenAt
      ? { id: workerId, startedAt, seenAt, running: runningThere }
      : [],
  );
  return { ...queue, workers, stuck };
}

/**
 * Calls off a generation of any account, with its line in the audit log. Answers whether it has ended
 * or its worker was asked to end it. Throws `not_found`, and `conflict` where it has ended already.
 */
export async function cancel(
  ctx: Context,
  generationId: string,
  actor: { actorId: string; reason: string },
): Promise<"canceled" | "requested"> {
  if (!isUuid(generationId)) throw toNotFoundError();
  const [row] = await queries.cancelGeneration.run({ ...actor, generationId }, ctx.db);
  const outcome = row?.outcome ?? undefined;
  if (outcome === undefined) throw toNotFoundError();
  if (outcome === "already") throw new AppError("conflict", "The generation has ended already.");
  return outcome === "canceled" ? "canceled" : "requested";
}

/** Which lines of the audit log are asked for; what is left out does not matter. */
export interface AuditFilter {
  accountId?: string | undefined;
  /** A part of the name of who it was. */
  actor?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * A page of the audit log, the newest line first, and the id to go on after. A page may be short and not
 * the last: a filter that few lines fit is looked for in a bounded stretch at a time.
 */
export async function listAudit(
  ctx: Context,
  page: { filter: AuditFilter; beforeId?: string | undefined; limit: number },
) {
  const { accountId } = page.filter;
  const { beforeId = null, limit } = page;
  if (accountId !== undefined && !isUuid(accountId)) return { entries: [], nextId: undefined };
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const filter = { ...page.filter } as queries.Json;
  const wanted = { filter, beforeId, limit: limit + 1, window: LOOKED_AT };
  const rows = await queries.listAuditEntries.run(wanted, ctx.db);
  const entries = rows.filter(({ fits }) => fits).slice(0, limit);
  const last = rows.length > limit ? entries.at(-1) : rows.find(({ isEnd }) => isEnd);
  return { entries, nextId: last?.id };
}

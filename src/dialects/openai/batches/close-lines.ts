import type { Context } from "../../../app/context.ts";
import { requestCancel } from "../../../core/generations/cancel.ts";
import {
  type BatchWork,
  findLineGenerations,
  type LineChange,
  type OpenLine,
  recordLines,
} from "../../../core/generations/request-batches.ts";
import { type GivenUp, toGivenUpChange } from "./failed-change.ts";
import { giveUpNext } from "./read-lines.ts";
import { toLineKey, toRoute } from "./submit-line.ts";

// Lines of the input that are given up in one pass.
const MAX_GIVEN_UP = 1_000;

/**
 * Gives up the rest of a batch: cancels unfinished generations, which a later pass records, and records the
 * lines that were not submitted. A line whose generation was accepted just before its worker died is linked
 * to it first, so that what is paid for is delivered.
 */
export async function closeLines(
  ctx: Context,
  batch: BatchWork,
  { open, reason }: { open: OpenLine[]; reason: GivenUp },
): Promise<void> {
  for (const { generationId, isFinished } of open)
    if (generationId !== null && !isFinished)
      await requestCancel(ctx, batch.accountId, generationId);
  const waiting = open.filter(({ state }) => state === "waiting");
  await recordLines(ctx, batch.id, await toClosedLines(ctx, batch, { waiting, reason }));
  await giveUpNext(ctx, batch, { count: MAX_GIVEN_UP, reason });
}

async function toClosedLines(
  ctx: Context,
  { id, accountId, endpoint }: BatchWork,
  { waiting, reason }: { waiting: OpenLine[]; reason: GivenUp },
): Promise<LineChange[]> {
  const keys = waiting.map(({ line }) => toLineKey(id, line));
  const route = toRoute(endpoint);
  const accepted = await findLineGenerations(ctx, { accountId, route, keys });
  return waiting.map(({ line, customId }) => {
    const generationId = accepted.get(toLineKey(id, line));
    if (generationId !== undefined) return { line, state: "accepted", generationId };
    return toGivenUpChange({ batchId: id, line, customId }, reason);
  });
}

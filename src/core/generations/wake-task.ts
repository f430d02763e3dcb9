import * as generations from "../../../generated/queries/generations.ts";
import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../app/context.ts";
import { readReference } from "./attempt-reference.ts";

/**
 * Wakes the worker that polls a provider task, in any process. Ignores unknown and finished tasks and those
 * of other providers. A task whose create call was never answered is attached to its attempt by the signed
 * reference.
 */
export async function wakeTaskPoller(
  ctx: Context,
  { provider, taskId, reference }: { provider: string; taskId: string; reference: string },
): Promise<void> {
  const attemptId = readReference(ctx, reference);
  if (attemptId !== undefined) await attachTask(ctx, { attemptId, provider, taskId });
  const [row] = await queries.findTaskGeneration.run({ provider, taskId }, ctx.db);
  const event = row?.notified ? "provider_callback_received" : "provider_callback_ignored";
  ctx.log.info(event, { provider, taskId });
}

async function attachTask(
  ctx: Context,
  task: { attemptId: string; provider: string; taskId: string },
): Promise<void> {
  const attached = await generations.attachTask.run(task, ctx.db);
  if (attached.length > 0) ctx.log.warn("provider_task_attached", { ...task });
}

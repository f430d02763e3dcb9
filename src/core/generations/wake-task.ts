import * as generations from "../../../generated/queries/generations.ts";
import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../app/context.ts";
import { readReference } from "./attempt-reference.ts";

/**
 * Has whoever waits for a provider's task look at it now, in any process. Nothing comes of a task
 * that is not under way: unknown, ended, or another provider's. One whose call was sent and never
 * answered becomes known by the name of its attempt.
 */
export async function wakeTaskPoller(
  ctx: Context,
  { provider, taskId, reference }: { provider: string; taskId: string; reference: string },
): Promise<void> {
  const attemptId = readReference(ctx, reference);
  if (attemptId !== undefined) await attach(ctx, { attemptId, provider, taskId });
  const [row] = await queries.findTaskGeneration.run({ provider, taskId }, ctx.db);
  const event = row?.told ? "provider_called" : "provider_call_ignored";
  ctx.log.info(event, { provider, taskId });
}

async function attach(
  ctx: Context,
  task: { attemptId: string; provider: string; taskId: string },
): Promise<void> {
  const attached = await generations.attachTask.run(task, ctx.db);
  if (attached.length > 0) ctx.log.warn("provider_task_attached", { ...task });
}

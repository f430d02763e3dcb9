import { followTask, type TaskEnd } from "./poll.ts";
import { pause } from "../../foundation/backoff.ts";
import type { TaskContext } from "./task-context.ts";

// Most tasks have finished by then, and their callbacks have arrived.
const MAX_WAIT_MS = 180_000;
const MAX_PAUSE_MS = 5_000;

/**
 * Waits for the ids of tasks whose create call got no response. If callbacks are configured, the callback
 * URL identifies the attempt, and the callback adds the task id to it. Returns the outcome of each task.
 */
export async function followLost(
  context: TaskContext,
  count: number,
  known: string[],
): Promise<TaskEnd[]> {
  const found: Promise<TaskEnd>[] = [];
  const began = performance.now();
  const isOver = () => found.length >= count || performance.now() - began > MAX_WAIT_MS;
  while (context.options.callbacks !== undefined && !isOver()) {
    const ids = await context.attempt.findTaskIds().catch(() => known);
    for (const id of ids.filter((each) => !known.includes(each))) {
      found.push(followTask(context, id, known.length));
      known.push(id);
    }
    const pauseMs = Math.min(MAX_PAUSE_MS, context.pollDelayMs(performance.now() - began));
    if (isOver() || !(await pause(pauseMs, context.signal))) break;
  }
  const cause = new Error("the response with the task id was lost");
  const lost = Array.from({ length: Math.max(0, count - found.length) }, () => ({
    kind: "lost" as const,
    cause,
  }));
  return [...lost, ...(await Promise.all(found))];
}

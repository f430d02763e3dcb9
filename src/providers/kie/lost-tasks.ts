import { followTask, type TaskEnd } from "./poll.ts";
import { type TaskContext, pause } from "./task-context.ts";

// Most tasks have ended by then, and the API has called about them.
const PATIENCE_MS = 180_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Waits for the ids of tasks whose calls were sent and never answered: where the API can reach us, it
 * calls about them by the attempt's name, and their ids are put on record. Returns how each ended.
 */
export async function followLost(
  line: TaskContext,
  count: number,
  known: string[],
): Promise<TaskEnd[]> {
  const found: Promise<TaskEnd>[] = [];
  const began = performance.now();
  const isOver = () => found.length >= count || performance.now() - began > PATIENCE_MS;
  while (line.options.callbacks !== undefined && !isOver()) {
    const ids = await line.attempt.findTaskIds().catch(() => known);
    for (const id of ids.filter((each) => !known.includes(each))) {
      found.push(followTask(line, id, known.length));
      known.push(id);
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, line.pollDelayMs(performance.now() - began));
    if (isOver() || !(await pause(pauseMs, line.signal))) break;
  }
  const cause = new Error("the call's answer, and with it the task's id, was lost");
  const lost = Array.from({ length: Math.max(0, count - found.length) }, () => ({
    kind: "lost" as const,
    cause,
  }));
  return [...lost, ...(await Promise.all(found))];
}

import { AppError } from "./errors.ts";

/** Whose task it is. */
export interface QueueGroup {
  /** Tasks of one group run in order; the groups take turns. */
  name: string;
  /** Preferred groups and all others start tasks in turn. Tasks of preferred groups are always queued. */
  isPreferred: boolean;
}

type Start = () => void;
type Waiting = Map<string, Start[]>;

/** Runs a task when it is its turn. Throws `unavailable` if too many tasks are queued. */
type RunInTurn = <T>(group: QueueGroup, work: () => Promise<T>) => Promise<T>;

/**
 * Limits how many tasks run at the same time, for work that needs much CPU or memory. The groups take turns,
 * so a group with many tasks delays those of another one by at most one task.
 *
 * @param limits.maxQueued tasks of groups that are not preferred; one more throws `unavailable` with
 *   `limits.message`
 */
export function createFairQueue(limits: {
  maxConcurrent: number;
  maxQueued: number;
  message: string;
}): RunInTurn {
  const preferred: Waiting = new Map();
  const others: Waiting = new Map();
  let isPreferredTurn = false;
  let running = 0;
  let queued = 0;

  async function takeTurn({ name, isPreferred }: QueueGroup): Promise<void> {
    if (running < limits.maxConcurrent) return void running++;
    if (!isPreferred && queued >= limits.maxQueued) {
      throw new AppError("unavailable", limits.message, { details: { retryAfterSeconds: 3 } });
    }
    const waiting = isPreferred ? preferred : others;
    if (!isPreferred) queued++;
    await new Promise<void>((start) => {
      waiting.set(name, [...(waiting.get(name) ?? []), start]);
    });
    if (!isPreferred) queued--;
  }

  return async (group, work) => {
    await takeTurn(group);
    try {
      return await work();
    } finally {
      isPreferredTurn = !isPreferredTurn;
      const [first, second] = isPreferredTurn ? [preferred, others] : [others, preferred];
      const start = takeNext(first) ?? takeNext(second);
      if (start === undefined) running--;
      else start();
    }
  };
}

/** Removes and returns the first task of the group whose turn it is, and moves the group to the end. */
function takeNext(waiting: Waiting): Start | undefined {
  const [first] = waiting;
  if (first === undefined) return undefined;
  const [name, [start, ...rest]] = first;
  waiting.delete(name);
  if (rest.length > 0) waiting.set(name, rest);
  return start;
}

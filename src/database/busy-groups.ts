/** The groups whose items are being processed, by one or several queues of this process. */
export interface BusyGroups {
  has(group: string): boolean;
  add(groups: Iterable<string>): void;
  /** Ends the processing of groups, and lets other queues process their items before the queue of `turn`. */
  free(groups: Iterable<string>, turn: Turn): void;
  /** Registers a queue, whose `turn` is called when groups are free. */
  join(turn: Turn): void;
}

type Turn = () => void;

/** Creates a set of busy groups for queues whose items would wait for each other in the database. */
export function createBusyGroups(): BusyGroups {
  const busy = new Set<string>();
  const turns = new Set<Turn>();
  return {
    has: (group) => busy.has(group),
    add(groups) {
      for (const group of groups) busy.add(group);
    },
    free(groups, turn) {
      for (const group of groups) busy.delete(group);
      for (const other of turns) if (other !== turn) other();
    },
    join: (turn) => void turns.add(turn),
  };
}

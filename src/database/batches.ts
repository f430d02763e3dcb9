import { type BusyGroups, createBusyGroups } from "./busy-groups.ts";

/** Collects items that arrive while earlier ones are being processed, and processes them together. */
export interface Batches<Item> {
  add(item: Item): void;
}

interface BatchOptions<Item> {
  /** Maximum items per batch. */
  maxItems: number;
  /** Maximum groups per batch. Default: no limit. */
  maxGroups?: number;
  /** Maximum batches that are processed at the same time. */
  maxConcurrent: number;
  /**
   * How long the start of a batch is delayed while the one before it is being processed: larger batches cost
   * less, but a slow one must not delay the others. Default: 0.
   */
  patienceMs?: number;
  /**
   * How long after the start of a batch the next one waits for more items, unless `isLast` returns true:
   * larger batches cost less. A batch that follows none is not delayed. Default: 0.
   */
  spacingMs?: number;
  /** Whether no other item can arrive soon while `count` items wait. Default: false. */
  isLast?(count: number): boolean;
  /** Items of one group are never in two batches at the same time. */
  groupOf(item: Item): string;
  /** Shared with other queues, whose batches contain none of these groups either. Default: own groups. */
  busyGroups?: BusyGroups;
  /** Whether an item has waited too long to be processed. */
  isLate(item: Item): boolean;
  rejectLate(item: Item): void;
  /** Processes a batch. Must not reject. */
  run(items: Item[]): Promise<void>;
}

/**
 * Creates a queue of items. A single item is processed at once; items that arrive in the same turn of the
 * event loop share a batch. The remaining items of a group are processed after those of other groups, so
 * that a busy group does not delay the others.
 */
export function createBatches<Item>(options: BatchOptions<Item>): Batches<Item> {
  const { maxItems, maxGroups = Infinity, maxConcurrent, patienceMs = 0, groupOf, run } = options;
  const { spacingMs = 0, isLast = () => false } = options;
  const busyGroups = options.busyGroups ?? createBusyGroups();
  let waiting: Item[] = [];
  let running = 0;
  /** Runs while a further batch is delayed by the last one. */
  let delay: Timer | undefined;
  /** Runs while the next batch waits for more items. */
  let gathering: Timer | undefined;
  let startedAt = -Infinity;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      rejectLate();
      while (canStart() && startBatch());
    });
  }

  function canStart(): boolean {
    if (running > 0 && (running >= maxConcurrent || delay !== undefined)) return false;
    return waiting.length >= maxItems || !mustGather();
  }

  /** Returns whether the next batch waits for more items, and starts it later. */
  function mustGather(): boolean {
    const leftMs = startedAt + spacingMs - performance.now();
    if (waiting.length === 0 || leftMs <= 0 || isLast(waiting.length)) return false;
    gathering ??= setTimeout(() => {
      gathering = undefined;
      schedule();
    }, leftMs);
    return true;
  }

  function rejectLate(): void {
    const late = new Set(waiting.filter(options.isLate));
    if (late.size === 0) return;
    waiting = waiting.filter((item) => !late.has(item));
    late.forEach(options.rejectLate);
  }

  /** Returns false if no item can be processed now. */
  function startBatch(): boolean {
    const groups = new Set<string>();
    const items: Item[] = [];
    const rest: Item[] = [];
    for (const item of waiting) {
      const group = groupOf(item);
      const hasSpace = items.length < maxItems && (groups.has(group) || groups.size < maxGroups);
      if (hasSpace && !busyGroups.has(group)) {
        groups.add(group);
        items.push(item);
      } else {
        rest.push(item);
      }
    }
    if (items.length === 0) return false;
    const isServed = (item: Item) => groups.has(groupOf(item));
    waiting = [...rest.filter((item) => !isServed(item)), ...rest.filter(isServed)];
    busyGroups.add(groups);
    running++;
    startedAt = performance.now();
    const endDelay = startDelay();
    void run(items).finally(() => {
      running--;
      busyGroups.free(groups, schedule);
      endDelay();
    });
    return true;
  }

  /** Delays further batches. Returns a function that ends this delay, if it is the last, and starts them. */
  function startDelay(): () => void {
    const end = () => {
      clearTimeout(timer);
      if (delay === timer) delay = undefined;
      schedule();
    };
    const timer = patienceMs > 0 ? setTimeout(end, patienceMs) : undefined;
    delay = timer;
    return end;
  }

  busyGroups.join(schedule);
  return {
    add(item) {
      waiting.push(item);
      schedule();
    },
  };
}

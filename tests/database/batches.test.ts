import { expect, test } from "bun:test";
import { createBatches } from "../../src/database/batches.ts";
import { type BusyGroups, createBusyGroups } from "../../src/database/busy-groups.ts";
import { eventually } from "../support/eventually.ts";

interface Item {
  name: string;
  group: string;
  isLate?: boolean;
}

/** Opens a queue whose batches end when `end` is called with their number. */
function openQueue(
  options: {
    maxGroups?: number;
    patienceMs?: number;
    spacingMs?: number;
    isLast?(count: number): boolean;
    busyGroups?: BusyGroups;
  } = {},
) {
  const started: string[][] = [];
  const rejected: string[] = [];
  const ends: (() => void)[] = [];
  const queue = createBatches<Item>({
    maxItems: 3,
    maxConcurrent: 2,
    groupOf: ({ group }) => group,
    isLate: ({ isLate = false }) => isLate,
    rejectLate: ({ name }) => rejected.push(name),
    run: (items) =>
      new Promise((resolve) => {
        started.push(items.map(({ name }) => name));
        ends.push(resolve);
      }),
    ...options,
  });
  const add = (...names: string[]) =>
    names.forEach((name) => queue.add({ name, group: name.charAt(0) }));
  const startedAre = (expected: string[][]) =>
    eventually(() => Bun.deepEquals(started, expected), {
      message: `expected ${JSON.stringify(expected)}, got ${JSON.stringify(started)}`,
    });
  return { queue, add, started, rejected, startedAre, end: (number: number) => ends[number]?.() };
}

test("items that arrive together share a batch of limited size", async () => {
  const { add, startedAre } = openQueue();
  add("a1", "b1", "c1", "d1");
  await startedAre([["a1", "b1", "c1"], ["d1"]]);
});

test("an item waits while another one of its group is processed, and delays no other group", async () => {
  const { add, startedAre, end } = openQueue();
  add("a1");
  await startedAre([["a1"]]);
  add("a2", "b1");
  await startedAre([["a1"], ["b1"]]);
  end(0);
  await startedAre([["a1"], ["b1"], ["a2"]]);
});

test("a group with many items is processed after the others", async () => {
  const { add, startedAre, end } = openQueue();
  add("a1", "a2", "a3", "a4", "a5", "b1");
  await startedAre([["a1", "a2", "a3"], ["b1"]]);
  add("c1");
  end(0);
  await startedAre([["a1", "a2", "a3"], ["b1"], ["a4", "a5", "c1"]]);
});

test("with one group per batch, no batch contains two groups", async () => {
  const { add, startedAre } = openQueue({ maxGroups: 1 });
  add("a1", "b1", "a2");
  await startedAre([["a1", "a2"], ["b1"]]);
});

test("with patience, items wait for the batch before them and share the next one", async () => {
  const { add, startedAre, end } = openQueue({ patienceMs: 60_000 });
  add("a1");
  await startedAre([["a1"]]);
  add("b1");
  add("c1");
  end(0);
  await startedAre([["a1"], ["b1", "c1"]]);
});

test("a batch that does not end delays the next one only for the patience", async () => {
  const { add, startedAre, end } = openQueue({ patienceMs: 5 });
  add("a1");
  await startedAre([["a1"]]);
  add("b1");
  await startedAre([["a1"], ["b1"]]);
  end(1);
  add("c1");
  await startedAre([["a1"], ["b1"], ["c1"]]);
});

test("an item that has waited too long is rejected instead of processed", async () => {
  const { queue, add, started, rejected, startedAre } = openQueue();
  queue.add({ name: "late", group: "a", isLate: true });
  add("a1");
  await startedAre([["a1"]]);
  expect(rejected).toEqual(["late"]);
  expect(started).toEqual([["a1"]]);
});

test("with spacing, items gather after a batch until it is full or no other can follow", async () => {
  const { add, startedAre, end } = openQueue({
    spacingMs: 3_600_000,
    isLast: (count) => count === 2,
  });
  add("a1");
  await startedAre([["a1"]]);
  end(0);
  add("b1");
  add("c1", "d1");
  await startedAre([["a1"], ["b1", "c1", "d1"]]);
  end(1);
  add("e1", "f1");
  await startedAre([["a1"], ["b1", "c1", "d1"], ["e1", "f1"]]);
});

test("with spacing, a batch starts when the time has passed", async () => {
  const { add, startedAre, end } = openQueue({ spacingMs: 1 });
  add("a1");
  await startedAre([["a1"]]);
  end(0);
  add("b1");
  await startedAre([["a1"], ["b1"]]);
});

test("queues that share their groups take turns with one, and delay no other", async () => {
  const busyGroups = createBusyGroups();
  const [first, second] = [openQueue({ busyGroups }), openQueue({ busyGroups })];
  first.add("a1");
  await first.startedAre([["a1"]]);
  first.add("a2");
  second.add("a3", "b1", "a4");
  await second.startedAre([["b1"]]);
  first.end(0);
  // The other queue is first, although the item of the same queue has waited longer.
  await second.startedAre([["b1"], ["a3", "a4"]]);
  expect(first.started).toEqual([["a1"]]);
  second.end(1);
  await first.startedAre([["a1"], ["a2"]]);
});

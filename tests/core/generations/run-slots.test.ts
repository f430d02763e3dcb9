import { expect, test } from "bun:test";
import { createRunSlots } from "../../../src/core/generations/run-slots.ts";

const FOREVER_MS = 1_000_000_000;
const ALWAYS_BUSY = { quietMs: FOREVER_MS, intervalMs: FOREVER_MS };

/** Returns slots of which a request that waits has just taken one, and a queued generation another one. */
async function createBusySlots(options: {
  quietMs: number;
  intervalMs: number;
  isBusy?: () => boolean;
}) {
  const slots = createRunSlots(8, options);
  const ends = new AbortController();
  let started = 0;
  const start = () => {
    const starting = slots.acquire({ isAwaited: false, ended: ends.signal });
    return starting.then(() => void started++);
  };
  await start();
  started = 0;
  const request = slots.tryAcquire(true);
  /** Ends the delay of all that are waiting. */
  const end = () => ends.abort();
  return { slots, request, start, end, started: () => started };
}

test("queued generations start at once without requests that wait", async () => {
  const slots = createRunSlots(2, ALWAYS_BUSY);
  const job = { isAwaited: false, ended: new AbortController().signal };
  await slots.acquire(job);
  await slots.acquire(job);
});

test("after the start of a process that answers requests, queued generations start one by one", async () => {
  const slots = createRunSlots(8, { ...ALWAYS_BUSY, slowStartMs: FOREVER_MS });
  const ends = new AbortController();
  let started = 0;
  const job = { isAwaited: false, ended: ends.signal };
  const start = async () => {
    await slots.acquire(job);
    started++;
  };
  const first = start();
  const second = start();
  await first;
  await new Promise(setImmediate);
  expect(started).toBe(1);
  await slots.acquire({ isAwaited: true, ended: ends.signal });
  ends.abort();
  await second;
});

test("queued generations start together when the slow start is over", async () => {
  const slots = createRunSlots(8, { intervalMs: FOREVER_MS, slowStartMs: 1 });
  const job = { isAwaited: false, ended: new AbortController().signal };
  await Promise.all([slots.acquire(job), slots.acquire(job), slots.acquire(job)]);
});

test("queued generations do not start while requests that wait follow each other", async () => {
  const { start, started, end } = await createBusySlots(ALWAYS_BUSY);
  const starting = start();
  // One that may start does so in this turn of the event loop.
  await new Promise(setImmediate);
  expect(started()).toBe(0);
  end();
  await starting;
});

test("a queued generation that a client waits for starts at once beside requests", async () => {
  const { slots } = await createBusySlots(ALWAYS_BUSY);
  await slots.acquire({ isAwaited: true, ended: new AbortController().signal });
});

test("queued generations start when requests are over", async () => {
  const times = { quietMs: 1, intervalMs: FOREVER_MS };
  const { request, start, started } = await createBusySlots(times);
  const starting = Promise.all([start(), start()]);
  request?.[Symbol.dispose]();
  await starting;
  expect(started()).toBe(2);
});

test("queued generations start beside a request that only waits for its provider", async () => {
  const idle = { quietMs: 1, intervalMs: 2, isBusy: () => false };
  const { start, started } = await createBusySlots(idle);
  await Promise.all([start(), start(), start()]);
  expect(started()).toBe(3);
});

test("a pause between requests does not start queued generations while the process is busy", async () => {
  let checks = 0;
  let reached = () => {};
  const checked = new Promise<void>((resolve) => (reached = resolve));
  const isBusy = () => {
    if (++checks === 4) reached();
    return true;
  };
  const { start, started, end } = await createBusySlots({ quietMs: 0, intervalMs: 1, isBusy });
  const starting = Promise.all([start(), start(), start()]);
  await Promise.race([checked, starting]);
  // At most one in a second starts.
  expect(started()).toBeLessThan(2);
  end();
  await starting;
});

test("queued generations do not start while a client waits for a queued one", async () => {
  const slots = createRunSlots(8, { quietMs: 0, intervalMs: FOREVER_MS, isBusy: () => true });
  const ends = new AbortController();
  const wait = slots.recordWait();
  let started = 0;
  const starting = slots
    .acquire({ isAwaited: false, ended: ends.signal })
    .then(() => void started++);
  await new Promise(setImmediate);
  expect([started, slots.mayKeep()]).toEqual([0, false]);
  wait[Symbol.dispose]();
  await starting;
  expect(slots.mayKeep()).toBe(true);
});

test("idle time before a request does not make its process count as not busy", async () => {
  let checks = 0;
  // The first check measures the time before the request.
  const isBusy = () => checks++ > 0;
  const { start, started, end } = await createBusySlots({
    quietMs: 0,
    intervalMs: FOREVER_MS,
    isBusy,
  });
  const starting = start();
  await new Promise(setImmediate);
  expect(started()).toBe(0);
  end();
  await starting;
});

test("queued generations start one after another, however many requests there are", async () => {
  const { start, started } = await createBusySlots({ quietMs: FOREVER_MS, intervalMs: 1 });
  await Promise.all([start(), start(), start()]);
  expect(started()).toBe(3);
});

test("the queued generation that waits longest starts for a client that waits", async () => {
  const { slots, start, started, end } = await createBusySlots(ALWAYS_BUSY);
  const [first, second] = [start(), start()];
  slots.admitJob();
  await first;
  expect(started()).toBe(1);
  end();
  await second;
});

test("the next queued generation starts for a client that waits if none is delayed", async () => {
  const { slots, start, started, end } = await createBusySlots(ALWAYS_BUSY);
  // Between the acceptance of a request and its wait, none is recorded.
  slots.admitJob();
  slots.recordWait()[Symbol.dispose]();
  await start();
  const second = start();
  await new Promise(setImmediate);
  expect(started()).toBe(1);
  end();
  await second;
});

test("one queued generation starts for each client that waits", async () => {
  const { slots, start, started, end } = await createBusySlots(ALWAYS_BUSY);
  slots.admitJob();
  await slots.acquire({ isAwaited: true, ended: new AbortController().signal });
  const starting = start();
  await new Promise(setImmediate);
  expect(started()).toBe(0);
  end();
  await starting;
});

test("queued generations start beside clients that follow each other without a pause", async () => {
  const times = { quietMs: FOREVER_MS, intervalMs: 10, isBusy: () => false };
  const slots = createRunSlots(8, times);
  slots.recordWait();
  const ends = new AbortController();
  let started = 0;
  const start = async () => {
    using _slot = await slots.acquire({ isAwaited: false, ended: ends.signal });
    started++;
  };
  const starting = [start()];
  let admitted = 0;
  while (started <= admitted) {
    starting.push(start());
    slots.admitJob();
    admitted++;
    await new Promise(setImmediate);
  }
  ends.abort();
  await Promise.all(starting);
});

test("a request whose client does not wait does not overtake queued generations", async () => {
  const { slots, start, end } = await createBusySlots(ALWAYS_BUSY);
  expect(slots.tryAcquire(false)).toBeDefined();
  const starting = start();
  expect(slots.tryAcquire(false)).toBeUndefined();
  end();
  await starting;
});

test("a worker that stops does not wait for requests", async () => {
  const { start, started, end } = await createBusySlots(ALWAYS_BUSY);
  const starting = start();
  end();
  await starting;
  expect(started()).toBe(1);
});

test("a job that waits for a slot gets none when its worker stops", async () => {
  const slots = createRunSlots(1);
  const request = slots.tryAcquire(true);
  const ends = new AbortController();
  const waiting = slots.acquire({ isAwaited: true, ended: ends.signal });
  ends.abort();
  expect(await waiting).toBeUndefined();
  request?.[Symbol.dispose]();
  expect(slots.tryAcquire(true)).toBeDefined();
});

import type { LocalImage } from "../provider.ts";
import { type CallbackWaiter, waitForCallback } from "./callback-waiter.ts";
import { type TaskContext, pause } from "./task-context.ts";
import { readRecord, type TaskRecord } from "./record.ts";
import { fetchResult } from "./results.ts";

/** How a task ended. `lost`: it was paid, as far as anybody knows, and brought nothing. */
export type TaskEnd =
  | { kind: "image"; image: LocalImage; creditsConsumed: number }
  | { kind: "blocked" | "failed"; message: string }
  | { kind: "lost"; cause: unknown };

// Ten a second for a key, whoever asks.
const READS = { name: "kie reads", limit: 10, windowMs: 1_000, patienceMs: 60_000 };
// A task that was just made may not be known everywhere; one that never shows is gone.
const MOST_ODD_READS = 8;

/** Looks at a task until it has ended, and fetches its picture. Never rejects. */
export async function followTask(
  line: TaskContext,
  taskId: string,
  index: number,
): Promise<TaskEnd> {
  const record = await awaitEnd(line, taskId);
  if ("cause" in record) return record;
  if (record.state !== "success") return { kind: record.state, message: record.message };
  try {
    const image = await fetchResult(line, record.url, index);
    return { kind: "image", image, creditsConsumed: record.creditsConsumed ?? 0 };
  } catch (cause) {
    return { kind: "lost", cause: line.scribe.clean(cause) };
  }
}

type EndedRecord = Extract<TaskRecord, { url: string } | { message: string }>;
type Lost = Extract<TaskEnd, { kind: "lost" }>;

async function awaitEnd(line: TaskContext, taskId: string): Promise<EndedRecord | Lost> {
  const ear = waitForCallback(line, taskId);
  try {
    return await pollUntilDone(line, taskId, ear);
  } finally {
    ear.stop();
  }
}

async function pollUntilDone(
  line: TaskContext,
  taskId: string,
  ear: CallbackWaiter,
): Promise<EndedRecord | Lost> {
  const began = performance.now();
  let oddReads = 0;
  while (await ear.pause(line.pollDelayMs(performance.now() - began))) {
    const record = await readTask(line, taskId);
    if (record.state === "pending") continue;
    if (record.state !== "missing" && record.state !== "garbled") return record;
    if (++oddReads === MOST_ODD_READS) {
      return { kind: "lost", cause: new Error(`the record of task ${taskId} is ${record.state}`) };
    }
  }
  return { kind: "lost", cause: line.signal.reason };
}

// A call that fails says nothing about the task, nor does a queue for turns that does not answer: it
// is asked about again.
async function readTask(line: TaskContext, taskId: string): Promise<TaskRecord> {
  const waitMs = await line.options.acquireProviderSlot(READS).catch(() => undefined);
  if (waitMs === undefined || !(await pause(waitMs, line.signal))) return { state: "pending" };
  const answer = await line.client.recordInfo(taskId, line.signal).catch(() => undefined);
  return answer === undefined ? { state: "pending" } : readRecord(answer, line.scribe);
}

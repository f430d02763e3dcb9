import type { LocalImage } from "../provider.ts";
import { type CallbackWaiter, waitForCallback } from "./callback-waiter.ts";
import { pause } from "../../foundation/backoff.ts";
import type { TaskContext } from "./task-context.ts";
import { readRecord, type TaskRecord } from "./record.ts";
import { fetchResult } from "./results.ts";

/** The outcome of a task. `lost`: it may have been charged, and no image was received. */
export type TaskEnd =
  | { kind: "image"; image: LocalImage; creditsConsumed: number }
  | { kind: "blocked" | "failed"; message: string }
  | { kind: "lost"; cause: unknown };

// Kie's limit is 10 requests per second for each key.
const READS = { name: "kie reads", limit: 10, windowMs: 1_000, maxWaitMs: 60_000 };
// In succession. A new task may be missing for a short time because of replication.
const MAX_INVALID_READS = 8;

/** Polls a task until it has finished, and downloads its image. Never rejects. */
export async function followTask(
  context: TaskContext,
  taskId: string,
  index: number,
): Promise<TaskEnd> {
  const record = await awaitEnd(context, taskId);
  if ("cause" in record) return record;
  if (record.state !== "success") return { kind: record.state, message: record.message };
  try {
    const image = await fetchResult(context, record.url, index);
    return { kind: "image", image, creditsConsumed: record.creditsConsumed ?? 0 };
  } catch (cause) {
    return { kind: "lost", cause: context.callLog.clean(cause) };
  }
}

type EndedRecord = Extract<TaskRecord, { url: string } | { message: string }>;
type Lost = Extract<TaskEnd, { kind: "lost" }>;

async function awaitEnd(context: TaskContext, taskId: string): Promise<EndedRecord | Lost> {
  const waiter = waitForCallback(context, taskId);
  try {
    return await pollUntilDone(context, taskId, waiter);
  } finally {
    waiter.stop();
  }
}

async function pollUntilDone(
  context: TaskContext,
  taskId: string,
  waiter: CallbackWaiter,
): Promise<EndedRecord | Lost> {
  const began = performance.now();
  let invalidReads = 0;
  while (await waiter.pause(context.pollDelayMs(performance.now() - began))) {
    const record = await readTask(context, taskId);
    if (record.state === "pending") invalidReads = 0;
    if (record.state === "pending" || record.state === "unreadable") continue;
    if (record.state !== "missing" && record.state !== "malformed") return record;
    if (++invalidReads === MAX_INVALID_READS) {
      return { kind: "lost", cause: new Error(`the record of task ${taskId} is ${record.state}`) };
    }
  }
  return { kind: "lost", cause: context.signal.reason };
}

// If the call or the rate limiter fails, the state of the task is unknown, and it is polled again.
async function readTask(context: TaskContext, taskId: string): Promise<TaskRecord> {
  const waitMs = await context.options.acquireProviderSlot(READS).catch(() => undefined);
  if (waitMs === undefined || !(await pause(waitMs, context.signal)))
    return { state: "unreadable" };
  const response = await context.client.recordInfo(taskId, context.signal).catch(() => undefined);
  return response === undefined ? { state: "unreadable" } : readRecord(response, context.callLog);
}

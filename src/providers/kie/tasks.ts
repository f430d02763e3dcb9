import { z } from "zod";
import { ATTEMPT_PARAMETER, isConnectError } from "../http-client.ts";
import type { KieResponse } from "./client.ts";
import { isWithoutTask, type Refusal, toRefusal } from "./codes.ts";
import { pause } from "../../foundation/backoff.ts";
import type { TaskContext } from "./task-context.ts";
import { taskBody } from "./request.ts";

/** The result of creating tasks. */
export interface TaskCreation {
  taskIds: string[];
  /** Why fewer tasks were created than requested. */
  refusal?: Refusal;
  /** Whether the last call may have created a task whose id is unknown. */
  isLastLost: boolean;
}

// Kie allows 20 in 10 s. One second longer, because the latency of the calls varies.
const NEW_TASKS = { name: "kie new tasks", limit: 20, windowMs: 11_000 };
// Attempts to create a task, if other tasks of the generation have already been created.
const MAX_TRIES = 6;
// The maximum wait for the commit of a task id before the next step.
const MAX_COMMIT_WAIT_MS = 1_000;

const createdSchema = z.object({ taskId: z.string().min(1).max(200) });
const uploadedSchema = z.object({ downloadUrl: z.string().min(1) });

/**
 * Creates `count` tasks with one image each, in sequence, and calls `onCreated` for each. Stops at the first
 * failure. Rate-limited calls and calls that were not sent are repeated only if a task has been created
 * before.
 */
export async function createTasks(
  context: TaskContext,
  count: number,
  onCreated: (taskId: string) => void,
): Promise<TaskCreation> {
  const taskIds: string[] = [];
  const uploaded = await uploadInputs(context);
  if ("kind" in uploaded) return { taskIds, refusal: uploaded, isLastLost: false };
  const body = taskBody(context.request, uploaded.urls, toCallbackUrl(context));
  for (let tries = 1; taskIds.length < count;) {
    const created = await createTask(context, body);
    if (typeof created === "string") {
      taskIds.push(created);
      onCreated(created);
      tries = 1;
      continue;
    }
    const isBegun = taskIds.length + context.attempt.callsSent > 0;
    const isRetryable = created.kind === "not_accepted" && isBegun && tries++ < MAX_TRIES;
    if (isRetryable && (await pause(created.retryAfterMs ?? 500 * 2 ** tries, context.signal)))
      continue;
    return { taskIds, refusal: created, isLastLost: created.kind === "unknown" };
  }
  return { taskIds, isLastLost: false };
}

async function createTask(context: TaskContext, body: unknown): Promise<string | Refusal> {
  const { attempt, client, callLog } = context;
  const delay = await acquireSlot(context);
  if (delay !== undefined) return delay;
  try {
    await attempt.sent();
  } catch (cause) {
    return { kind: "not_accepted", cause };
  }
  const response = await client
    .createTask(body, attempt.traceparent)
    .catch((error: Error) => error);
  const taskId = response instanceof Error ? undefined : readTaskId(response);
  if (taskId !== undefined) {
    await record(context, taskId);
    return taskId;
  }
  const refusal =
    response instanceof Error
      ? ({
          kind: wasSent(response) ? "unknown" : "not_accepted",
          cause: callLog.clean(response),
        } as const)
      : toRefusal(response, callLog);
  if (isWithoutTask(refusal)) await attempt.notAccepted();
  return refusal;
}

function toCallbackUrl({ options, attempt }: TaskContext): string | undefined {
  const url = options.callbacks?.url;
  return url && `${url}?${ATTEMPT_PARAMETER}=${attempt.reference}`;
}

// Does not wait for a database outage, because the task runs and is charged in any case.
async function record(context: TaskContext, taskId: string): Promise<void> {
  const commit = context.attempt.taskCreated(taskId);
  context.commits.push(commit);
  const done = new AbortController();
  const timeout = pause(MAX_COMMIT_WAIT_MS, AbortSignal.any([context.signal, done.signal]));
  await Promise.race([commit, timeout]);
  done.abort();
}

// Returns undefined when a slot has been acquired. All processes share the rate limit.
async function acquireSlot({ options, signal }: TaskContext): Promise<Refusal | undefined> {
  const maxWaitMs = Math.floor(options.timeoutMs / 2);
  const waitMs = await options
    .acquireProviderSlot({ ...NEW_TASKS, maxWaitMs })
    .catch((error: Error) => error);
  if (waitMs instanceof Error) return { kind: "not_accepted", cause: waitMs };
  if (waitMs === undefined) {
    const cause = new Error("too many tasks are waiting for a slot");
    return { kind: "not_accepted", cause, retryAfterMs: NEW_TASKS.windowMs };
  }
  if (await pause(waitMs, signal)) return undefined;
  return { kind: "not_accepted", cause: signal.reason };
}

function readTaskId(response: KieResponse): string | undefined {
  return response.code === 200 ? createdSchema.safeParse(response.data).data?.taskId : undefined;
}

function wasSent(error: Error): boolean {
  return !isConnectError(error);
}

/** Uploads the input images to Kie. One at a time, because each is held in memory. */
async function uploadInputs(context: TaskContext): Promise<{ urls: string[] } | Refusal> {
  const urls: string[] = [];
  for (const input of context.request.inputs) {
    // A unique name, because an existing file would be overwritten and served from a cache.
    const name = `${crypto.randomUUID()}.${input.contentType.slice("image/".length)}`;
    const response = await context.client
      .upload(input, name, context.signal)
      .catch((error: Error) => error);
    if (response instanceof Error)
      return { kind: "not_accepted", cause: context.callLog.clean(response) };
    const url = uploadedSchema.safeParse(response.data).data?.downloadUrl;
    if (response.code !== 200 || url === undefined)
      return toRetryable(toRefusal(response, context.callLog));
    urls.push(url);
  }
  return { urls };
}

// Uploads are free, so a failed upload can be repeated.
function toRetryable(refusal: Refusal): Refusal {
  if (isWithoutTask(refusal)) return refusal;
  const cause = "cause" in refusal ? refusal.cause : undefined;
  return { kind: "not_accepted", cause };
}

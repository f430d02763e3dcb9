import { z } from "zod";
import { ATTEMPT_PARAMETER, isConnectError } from "../http-client.ts";
import type { KieResponse } from "./client.ts";
import { isWithoutTask, type Refusal, toRefusal } from "./codes.ts";
import { type TaskContext, pause } from "./task-context.ts";
import { taskBody } from "./request.ts";

/** What came of asking for new tasks. */
export interface Creation {
  taskIds: string[];
  /** Why there are fewer than were asked for. */
  refusal?: Refusal;
  /** True where the last call may have made a task whose id nobody knows. */
  isLastLost: boolean;
}

// Kie admits 20 in 10 s; a second more, because calls reach it unevenly late.
const NEW_TASKS = { name: "kie new tasks", limit: 20, windowMs: 11_000 };
// How often a task is asked for again once others of its generation have been paid.
const MOST_TRIES = 6;
// How long a task waits for its id to be on record before it is followed.
const COMMIT_PATIENCE_MS = 1_000;

const createdSchema = z.object({ taskId: z.string().min(1).max(200) });
const uploadedSchema = z.object({ downloadUrl: z.string().min(1) });

/**
 * Makes so many tasks, one picture each, one after another. Ends at the first that is refused; only
 * where others have been made before it, the throttled and unreached calls are repeated.
 */
export async function createTasks(line: TaskContext, count: number): Promise<Creation> {
  const taskIds: string[] = [];
  const uploaded = await uploadInputs(line);
  if ("kind" in uploaded) return { taskIds, refusal: uploaded, isLastLost: false };
  const body = taskBody(line.request, uploaded.urls, callBackUrlOf(line));
  for (let tries = 1; taskIds.length < count;) {
    const made = await createTask(line, body);
    if (typeof made === "string") {
      taskIds.push(made);
      tries = 1;
      continue;
    }
    const isBegun = taskIds.length + line.attempt.callsSent > 0;
    const mayAgain = made.kind === "not_accepted" && isBegun && tries++ < MOST_TRIES;
    if (mayAgain && (await pause(made.retryAfterMs ?? 500 * 2 ** tries, line.signal))) continue;
    return { taskIds, refusal: made, isLastLost: made.kind === "unknown" };
  }
  return { taskIds, isLastLost: false };
}

async function createTask(line: TaskContext, body: unknown): Promise<string | Refusal> {
  const { attempt, client, scribe } = line;
  const delay = await acquireSlot(line);
  if (delay !== undefined) return delay;
  try {
    await attempt.sent();
  } catch (cause) {
    return { kind: "not_accepted", cause };
  }
  const answer = await client.createTask(body).catch((error: Error) => error);
  const taskId = answer instanceof Error ? undefined : readTaskId(answer);
  if (taskId !== undefined) {
    await record(line, taskId);
    return taskId;
  }
  const refusal =
    answer instanceof Error
      ? ({
          kind: wasSent(answer) ? "unknown" : "not_accepted",
          cause: scribe.clean(answer),
        } as const)
      : toRefusal(answer, scribe);
  if (isWithoutTask(refusal)) await attempt.notAccepted();
  return refusal;
}

function callBackUrlOf({ options, attempt }: TaskContext): string | undefined {
  const url = options.callbacks?.url;
  return url && `${url}?${ATTEMPT_PARAMETER}=${attempt.reference}`;
}

// Goes on without the record where the database is away: the task is drawn and paid all the same.
async function record(line: TaskContext, taskId: string): Promise<void> {
  const commit = line.attempt.taskCreated(taskId);
  line.commits.push(commit);
  const done = new AbortController();
  const patience = pause(COMMIT_PATIENCE_MS, AbortSignal.any([line.signal, done.signal]));
  await Promise.race([commit, patience]);
  done.abort();
}

// Undefined once it is our turn. All processes draw from one queue, so a burst waits in line.
async function acquireSlot({ options, signal }: TaskContext): Promise<Refusal | undefined> {
  const patienceMs = Math.floor(options.timeoutMs / 2);
  const waitMs = await options
    .acquireProviderSlot({ ...NEW_TASKS, patienceMs })
    .catch((error: Error) => error);
  if (waitMs instanceof Error) return { kind: "not_accepted", cause: waitMs };
  if (waitMs === undefined) {
    const cause = new Error("too many tasks wait for their turn");
    return { kind: "not_accepted", cause, retryAfterMs: NEW_TASKS.windowMs };
  }
  if (await pause(waitMs, signal)) return undefined;
  return { kind: "not_accepted", cause: signal.reason };
}

function readTaskId(answer: KieResponse): string | undefined {
  return answer.code === 200 ? createdSchema.safeParse(answer.data).data?.taskId : undefined;
}

function wasSent(error: Error): boolean {
  return !isConnectError(error);
}

/** Lays the inputs where Kie can read them. One at a time, because each is held in memory. */
async function uploadInputs(line: TaskContext): Promise<{ urls: string[] } | Refusal> {
  const urls: string[] = [];
  for (const input of line.request.inputs) {
    // A name of its own each time: the same name would overwrite, and be served from a cache.
    const name = `${crypto.randomUUID()}.${input.contentType.slice("image/".length)}`;
    const answer = await line.client
      .upload(input, name, line.signal)
      .catch((error: Error) => error);
    if (answer instanceof Error) return { kind: "not_accepted", cause: line.scribe.clean(answer) };
    const url = uploadedSchema.safeParse(answer.data).data?.downloadUrl;
    if (answer.code !== 200 || url === undefined) return unpaid(toRefusal(answer, line.scribe));
    urls.push(url);
  }
  return { urls };
}

// Nothing is paid for an upload, so one that failed may be made again.
function unpaid(refusal: Refusal): Refusal {
  if (isWithoutTask(refusal)) return refusal;
  const cause = "cause" in refusal ? refusal.cause : undefined;
  return { kind: "not_accepted", cause };
}

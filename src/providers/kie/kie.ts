import { readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import type { Refusal } from "./codes.ts";
import { followTask, type TaskEnd } from "./poll.ts";
import type { KieOptions, TaskContext } from "./task-context.ts";
import { followLost } from "./lost-tasks.ts";
import { findRequestFault } from "./request.ts";
import { createTasks, type TaskCreation } from "./tasks.ts";
import type { Provider, ProviderOutcome } from "../provider.ts";
import { createCallLog } from "../http-client.ts";

const KIE_HOST = "https://api.kie.ai";
const KIE_UPLOAD_HOST = "https://kieai.redpandaai.co";

/**
 * Creates a provider for the Kie API. Each image is one task, which is created once and polled until it
 * finishes; its result is downloaded immediately. After a crash, tasks are resumed by their ids. A crash
 * between the creation of a task and the commit of its id loses that task and sets `spendUnknown`.
 */
export function createKie(options: KieOptions): Provider {
  const { apiKey, baseUrl, callbacks } = options;
  const uploadUrl = baseUrl === KIE_HOST ? KIE_UPLOAD_HOST : baseUrl;
  const client = createClient({ apiKey, baseUrl, uploadUrl });
  const callLog = createCallLog(apiKey);
  const pollDelayMs = options.pollDelayMs ?? recommendedDelayMs;
  return {
    name: "kie",
    repeatable: false,
    resumable: true,
    findRequestFault,
    ...(callbacks && { readCallback: (headers, body) => readCallback(callbacks, headers, body) }),
    generate(request, attempt) {
      const signal = AbortSignal.any([attempt.signal, AbortSignal.timeout(options.timeoutMs)]);
      const shared = { options, pollDelayMs, client, callLog };
      return generate({ ...shared, request, attempt, commits: [], signal });
    },
  };
}

async function generate(context: TaskContext): Promise<ProviderOutcome> {
  const { request, attempt } = context;
  const fault = findRequestFault(request);
  if (fault !== undefined && attempt.callsSent === 0)
    return { kind: "rejected", message: fault, reason: fault };
  const missing = request.n - attempt.callsSent;
  const earlier = attempt.taskIds.map((taskId, index) => followTask(context, taskId, index));
  const later: Promise<TaskEnd>[] = [];
  // At once: the creation of the next task can take until the end of the attempt.
  const follow = (taskId: string) =>
    void later.push(followTask(context, taskId, earlier.length + later.length));
  const creation = missing > 0 ? await createTasks(context, missing, follow) : NO_CREATION;
  const known = [...attempt.taskIds, ...creation.taskIds];
  const lost = attempt.callsSent - attempt.taskIds.length + Number(creation.isLastLost);
  const ends = (await Promise.all([...earlier, ...later, followLost(context, lost, known)])).flat();
  await Promise.race([Promise.all(context.commits), aborted(context.signal)]);
  return toOutcome(ends, creation);
}

/** Resolves when a signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

const NO_CREATION: TaskCreation = { taskIds: [], isLastLost: false };

function toOutcome(ends: TaskEnd[], { refusal }: TaskCreation): ProviderOutcome {
  const images = ends.filter((end) => end.kind === "image");
  const lost = ends.find((end) => end.kind === "lost");
  if (images.length > 0) {
    const creditsConsumed = images.reduce((sum, each) => sum + each.creditsConsumed, 0);
    return {
      kind: "images",
      images: images.map((each) => each.image),
      usage: { creditsConsumed },
      ...(lost !== undefined && { spendUnknown: true }),
    };
  }
  // The reason why the response to the last call was lost is more specific.
  if (lost !== undefined)
    return refusal?.kind === "unknown" ? refusal : { ...lost, kind: "unknown" };
  return findFailure(ends) ?? refusal ?? { kind: "unknown", cause: new Error("no call was sent") };
}

function findFailure(ends: TaskEnd[]): Refusal | undefined {
  const failures = ends.filter((end) => "message" in end);
  const blocked = failures.find((end) => end.kind === "blocked");
  if (blocked !== undefined) return { kind: "blocked", message: blocked.message };
  const [failed] = failures;
  if (failed === undefined) return undefined;
  return { kind: "failed", message: failed.message, cause: new Error(failed.message) };
}

/** Kie recommends polling every 2 to 3 s for 30 s, every 5 to 10 s up to 2 min, then every 15 to 30 s. */
function recommendedDelayMs(elapsedMs: number): number {
  const [min, max] = elapsedMs < 30_000 ? [2, 3] : elapsedMs < 120_000 ? [5, 10] : [15, 30];
  return 1000 * (min + Math.random() * (max - min));
}

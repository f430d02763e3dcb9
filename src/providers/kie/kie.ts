import { readCallback } from "./callback.ts";
import { createClient } from "./client.ts";
import type { Refusal } from "./codes.ts";
import { followTask, type TaskEnd } from "./poll.ts";
import type { KieOptions, TaskContext } from "./task-context.ts";
import { followLost } from "./lost-tasks.ts";
import { findRequestFault } from "./request.ts";
import { createTasks, type Creation } from "./tasks.ts";
import type { Provider, ProviderOutcome } from "../provider.ts";
import { createCallLog } from "../http-client.ts";

const OWN_HOST = "https://api.kie.ai";
const OWN_UPLOADS = "https://kieai.redpandaai.co";

/**
 * A provider that speaks the Kie API: one task a picture, made once, looked at until it ends, and
 * copied at once. A crash between the making of a task and the commit of its id loses that one task
 * and is told as `spendUnknown`; every other one is taken up again by its id.
 */
export function createKie(options: KieOptions): Provider {
  const { apiKey, baseUrl, callbacks } = options;
  const uploadUrl = baseUrl === OWN_HOST ? OWN_UPLOADS : baseUrl;
  const client = createClient({ apiKey, baseUrl, uploadUrl });
  const scribe = createCallLog(apiKey);
  const pollDelayMs = options.pollDelayMs ?? advisedDelayMs;
  return {
    name: "kie",
    repeatable: false,
    resumable: true,
    findRequestFault,
    ...(callbacks && { readCallback: (headers, body) => readCallback(callbacks, headers, body) }),
    generate(request, attempt) {
      const signal = AbortSignal.any([attempt.signal, AbortSignal.timeout(options.timeoutMs)]);
      const shared = { options, pollDelayMs, client, scribe };
      return generate({ ...shared, request, attempt, commits: [], signal });
    },
  };
}

async function generate(line: TaskContext): Promise<ProviderOutcome> {
  const { request, attempt } = line;
  const fault = findRequestFault(request);
  if (fault !== undefined && attempt.callsSent === 0)
    return { kind: "rejected", message: fault, reason: fault };
  const missing = request.n - attempt.callsSent;
  const earlier = attempt.taskIds.map((taskId, index) => followTask(line, taskId, index));
  const creation = missing > 0 ? await createTasks(line, missing) : NOTHING_TO_MAKE;
  const later = creation.taskIds.map((taskId, index) =>
    followTask(line, taskId, earlier.length + index),
  );
  const known = [...attempt.taskIds, ...creation.taskIds];
  const lost = attempt.callsSent - attempt.taskIds.length + Number(creation.isLastLost);
  const ends = (await Promise.all([...earlier, ...later, followLost(line, lost, known)])).flat();
  await Promise.race([Promise.all(line.commits), aborted(line.signal)]);
  return toOutcome(ends, creation);
}

/** Resolves when a signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

const NOTHING_TO_MAKE: Creation = { taskIds: [], isLastLost: false };

function toOutcome(ends: TaskEnd[], { refusal }: Creation): ProviderOutcome {
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
  // Why the last call was lost says more than that it was.
  if (lost !== undefined)
    return refusal?.kind === "unknown" ? refusal : { ...lost, kind: "unknown" };
  return findFailure(ends) ?? refusal ?? { kind: "unknown", cause: new Error("nothing was asked") };
}

function findFailure(ends: TaskEnd[]): Refusal | undefined {
  const failures = ends.filter((end) => "message" in end);
  const blocked = failures.find((end) => end.kind === "blocked");
  if (blocked !== undefined) return { kind: "blocked", message: blocked.message };
  const [failed] = failures;
  if (failed === undefined) return undefined;
  return { kind: "failed", message: failed.message, cause: new Error(failed.message) };
}

/** Kie's advice: 2 to 3 s for half a minute, 5 to 10 s until two minutes are over, then 15 to 30 s. */
function advisedDelayMs(elapsedMs: number): number {
  const [least, most] = elapsedMs < 30_000 ? [2, 3] : elapsedMs < 120_000 ? [5, 10] : [15, 30];
  return 1000 * (least + Math.random() * (most - least));
}

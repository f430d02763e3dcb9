import { setTimeout } from "node:timers/promises";
import type { Attempt, ProviderRequest } from "../provider.ts";
import type { CallLog } from "../http-client.ts";
import type { Client } from "./client.ts";

/** A place in the queue that all processes share, such as 20 new tasks in 10 seconds. */
export interface ProviderSlot {
  name: string;
  limit: number;
  windowMs: number;
  /** A longer wait is not worth it: then no turn is taken. */
  patienceMs: number;
}

export interface DownloadLimits {
  deadlineMs: number;
  maxBytes: number;
  maxRedirects: number;
  signal: AbortSignal;
}

/** Being called when a task has ended. */
export interface Callbacks {
  /** Where the API is to call, and where `readCallback` takes it up. */
  url: string;
  /** What it signs its calls with; undefined where it does not. */
  hmacKey: string | undefined;
  /** Resolves when a task is called about, in any process; rejects when the signal aborts. */
  heard(taskId: string, signal: AbortSignal): Promise<void>;
}

export interface KieOptions {
  apiKey: string;
  /** Without a path, as in "https://api.kie.ai". */
  baseUrl: string;
  /** For one whole attempt, from its first call to its last picture. */
  timeoutMs: number;
  /** Takes a turn and answers how long to wait for it; undefined where that is beyond patience. */
  acquireProviderSlot(turn: ProviderSlot): Promise<number | undefined>;
  /** The guarded way to a URL that the API has answered. Rejects where nothing came. */
  download(url: string, intoPath: string, limits: DownloadLimits): Promise<unknown>;
  /** Absent where the API cannot reach us: then tasks are looked at by the schedule alone. */
  callbacks?: Callbacks | undefined;
  /** How long to wait before a task is looked at that was made so long ago; Kie's advice unless given. */
  pollDelayMs?(elapsedMs: number): number;
}

/** All that the parts of one attempt share. */
export interface TaskContext {
  options: Omit<KieOptions, "pollDelayMs">;
  pollDelayMs(elapsedMs: number): number;
  client: Client;
  scribe: CallLog;
  request: ProviderRequest;
  attempt: Attempt;
  /** The ids of new tasks on their way to the record; none of them rejects. */
  commits: Promise<void>[];
  /** Aborts with the attempt, and when its time is up. */
  signal: AbortSignal;
}

/** Waits. False where the attempt ended meanwhile. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, undefined, { signal }).then(
    () => true,
    () => false,
  );
}

import type { Attempt, ProviderRequest } from "../provider.ts";
import type { CallLog } from "../http-client.ts";
import type { KieClient } from "./client.ts";

/** A rate limit that all processes share, such as 20 new tasks in 10 seconds. */
export interface ProviderSlot {
  name: string;
  limit: number;
  windowMs: number;
  /** The maximum wait. If it would be longer, no slot is acquired. */
  maxWaitMs: number;
}

/** The limits of a download. */
interface DownloadLimits {
  deadlineMs: number;
  maxBytes: number;
  maxRedirects: number;
  signal: AbortSignal;
}

/** Callbacks of the API when a task has finished. */
export interface Callbacks {
  /** The callback URL, whose requests `readCallback` reads. */
  url: string;
  /** The key of the callback signatures; undefined if callbacks are not signed. */
  hmacKey: string | undefined;
  /** Resolves when any process receives a callback about the task. Rejects when the signal aborts. */
  heard(taskId: string, signal: AbortSignal): Promise<void>;
}

/** Options of the Kie provider. */
export interface KieOptions {
  apiKey: string;
  /** Without a path, as in "https://api.kie.ai". */
  baseUrl: string;
  /** The maximum duration of an attempt, from its first call to its last image. */
  timeoutMs: number;
  /** Acquires a slot and returns the wait for it in ms, or undefined if it is longer than `maxWaitMs`. */
  acquireProviderSlot(slot: ProviderSlot): Promise<number | undefined>;
  /** Downloads a URL that the API has returned. Rejects if the download fails. */
  download(url: string, intoPath: string, limits: DownloadLimits): Promise<unknown>;
  /** Undefined if the API cannot reach this server; tasks are then only polled. */
  callbacks?: Callbacks | undefined;
  /** Returns the delay before the next poll, by the age of the task. Default: Kie's recommendation. */
  pollDelayMs?(elapsedMs: number): number;
}

/** The shared state of one attempt. */
export interface TaskContext {
  options: Omit<KieOptions, "pollDelayMs">;
  pollDelayMs(elapsedMs: number): number;
  client: KieClient;
  callLog: CallLog;
  request: ProviderRequest;
  attempt: Attempt;
  /** Pending commits of task ids. They never reject. */
  commits: Promise<void>[];
  /** Aborts with the attempt and at its deadline. */
  signal: AbortSignal;
}

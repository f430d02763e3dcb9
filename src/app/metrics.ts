import { Registry } from "prom-client";
import type { Db } from "../database/db.ts";
import type { DiskSpace } from "../storage/disk-space.ts";
import { createInstallationMetrics } from "./installation-metrics.ts";
import { initializeCounters, initializeProviders } from "./initial-series.ts";
import * as process from "./process-metrics.ts";

/**
 * Prometheus metrics of this process, and gauges of the whole installation that are read from the database.
 */
export interface Metrics {
  /** Records a response. `operation` is the operation id of the OpenAPI document, never a path. */
  recordResponse(reply: {
    dialect: string;
    operation: string;
    status: number;
    seconds: number;
  }): void;
  /** Records an accepted generation, whose credits are held. */
  recordAccepted(generation: { dialect: string; model: string; credits: number }): void;
  /** Records the first claim of a generation by a worker. */
  recordStarted(generation: { dialect: string; queuedSeconds: number }): void;
  recordFinished(generation: FinishedGeneration): void;
  /** Records generations that recovery has queued again or finished. */
  recordRecovered(reason: RecoveryReason, generations: number): void;
  /** Records a prompt that a moderation rule has rejected before acceptance. */
  recordPromptRejected(): void;
  /** Records an account that was suspended because too many of its requests were refused. */
  recordSuspension(): void;
  recordAttempt(attempt: { provider: string; outcome: string; seconds: number }): void;
  /** Records a webhook delivery attempt. `status` is undefined without a response. */
  recordDeliveryAttempt(status: number | undefined): void;
  /** Records credits that were granted or voided. */
  recordCredits(move: "grant" | "void", credits: number): void;
  /** Records that the worker of this process was paused or resumed, has failed or has recovered. */
  workerChanged(worker: { pauseReasons: string[]; failed: boolean }): void;
  /** Records a failed operation of the object storage. */
  recordStorageFailure(operation: string): void;
  /** Records workers that this process has declared dead. */
  recordDeadWorkers(workers: number): void;
  /** Records a queue pool that was replaced, because the queue gave it up or it started no jobs. */
  recordLostPool(pool: QueuePool, cause: PoolLoss): void;
  /** Records a job that ended with an error. */
  recordFailedJob(task: string): void;
  /** Adds gauges for the free and reserved space of a disk. */
  watchDisk(disk: DiskSpace): void;
  /** Adds metrics for the configured providers, which then have a value before their first call. */
  watchProviders(names: string[]): void;
  /** Sets the slots of the worker of this process, and how many of them are in use. */
  watchWorker(worker: { concurrency: number; running: () => number }): void;
  /** Adds counters for failures of jobs. */
  watchTasks(tasks: string[]): void;
  /** Adds a counter for failures of a step of a scheduled job. */
  watchStep(job: string, step: string): void;
  /** Records a failed step of a scheduled job. The other steps still run. */
  stepFailed(job: string, step: string): void;
  /**
   * Renders the page for Prometheus. The statements for it read only unfinished work, and their results are
   * reused in proportion to what they cost.
   */
  render(): Promise<{ body: string; contentType: string }>;
}

/** Why recovery has queued or finished a generation. */
type RecoveryReason = "worker_dead" | "no_job" | "overdue";
/** The pools of the job queue. */
export type QueuePool = "generations" | "deliveries" | "scheduled";
/** Why a queue pool was replaced. */
export type PoolLoss = "given_up" | "stalled" | "idle_locks";

interface FinishedGeneration {
  dialect: string;
  model: string;
  status: string;
  /** Undefined if it was never started. */
  runSeconds: number | undefined;
  captured: number;
  released: number;
}

type Counters = ReturnType<typeof process.openCounters>;
type Gauges = ReturnType<typeof process.openGauges>;

/** Creates the metrics of one process. */
export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  const counters = process.openCounters(registry);
  const gauges = process.openGauges(registry);
  const installation = createInstallationMetrics(db);
  process.openPoolMetrics(registry, db);
  initializeCounters(counters);
  return {
    ...createTrafficRecords(counters, process.openHistograms(registry)),
    ...createFailureRecords(counters),
    ...createWorkerRecords(gauges),
    watchDisk: (disk) => process.openDiskGauges(registry, disk),
    watchProviders(names) {
      initializeProviders(counters, names);
      installation.watchProviders(names);
    },
    async render() {
      const ofInstallation = await installation.render();
      const body = `${await registry.metrics()}\n${ofInstallation}`;
      return { body, contentType: registry.contentType };
    },
  };
}

/** Requests, generations, provider calls, deliveries and credits. */
function createTrafficRecords(
  counters: Counters,
  histograms: ReturnType<typeof process.openHistograms>,
) {
  return {
    recordResponse({ seconds, ...labels }) {
      counters.requests.inc(labels);
      histograms.requests.observe({ ...labels, status: toStatusClass(labels.status) }, seconds);
    },
    recordAccepted({ dialect, model, credits }) {
      counters.accepted.inc({ dialect, model });
      counters.credits.inc({ move: "hold" }, credits);
    },
    recordStarted({ dialect, queuedSeconds }) {
      histograms.queued.observe({ dialect }, queuedSeconds);
    },
    recordFinished({ dialect, model, status, runSeconds, captured, released }) {
      counters.ended.inc({ dialect, model, status });
      if (status === "blocked") counters.blocked.inc({ by: "provider" });
      if (runSeconds !== undefined) histograms.runs.observe({ dialect, status }, runSeconds);
      counters.credits.inc({ move: "capture" }, captured);
      counters.credits.inc({ move: "release" }, released);
    },
    recordPromptRejected: () => counters.blocked.inc({ by: "rule" }),
    recordSuspension: () => counters.suspended.inc(),
    recordAttempt({ provider, outcome, seconds }) {
      counters.attempts.inc({ provider, outcome });
      histograms.attempts.observe({ provider, outcome }, seconds);
    },
    recordDeliveryAttempt: (status) => counters.deliveries.inc({ status: toStatusClass(status) }),
    recordCredits: (move, credits) => counters.credits.inc({ move }, credits),
  } satisfies Partial<Metrics>;
}

function createFailureRecords(counters: Counters) {
  return {
    recordRecovered: (reason, generations) => counters.recovered.inc({ reason }, generations),
    recordStorageFailure: (operation) => counters.storageFailures.inc({ operation }),
    recordDeadWorkers: (workers) => counters.deadWorkers.inc(workers),
    recordLostPool: (pool, cause) => counters.lostPools.inc({ pool, cause }),
    recordFailedJob: (task) => counters.failedJobs.inc({ task }),
    watchTasks: (tasks) => tasks.forEach((task) => counters.failedJobs.inc({ task }, 0)),
    watchStep: (job, step) => counters.failedSteps.inc({ job, step }, 0),
    stepFailed: (job, step) => counters.failedSteps.inc({ job, step }),
  } satisfies Partial<Metrics>;
}

function createWorkerRecords(gauges: Gauges) {
  return {
    workerChanged({ pauseReasons, failed }) {
      gauges.workerPaused.reset();
      for (const reason of pauseReasons) gauges.workerPaused.set({ reason }, 1);
      gauges.workerFailed.set(Number(failed));
    },
    watchWorker: ({ concurrency, running }) => gauges.watchSlots(concurrency, running),
  } satisfies Partial<Metrics>;
}

function toStatusClass(status: number | undefined): string {
  return status === undefined ? "none" : `${String(status)[0]}xx`;
}

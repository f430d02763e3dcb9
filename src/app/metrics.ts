import { Counter, Gauge, Histogram, Registry } from "prom-client";
import * as queries from "../../generated/queries/metrics.ts";
import type { Db } from "../database/db.ts";
import type { DiskSpace } from "../storage/disk-space.ts";

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
  /** Records a prompt that a moderation rule has rejected before acceptance. */
  recordPromptRejected(): void;
  recordAttempt(attempt: { provider: string; outcome: string; seconds: number }): void;
  /** Records credits that were granted or voided. */
  recordCredits(move: "grant" | "void", credits: number): void;
  /** Records that the worker of this process was paused or resumed, has failed or has recovered. */
  workerChanged(worker: { pauseReasons: string[]; failed: boolean }): void;
  /** Adds gauges for the free and reserved space of a disk. */
  watchDisk(disk: DiskSpace): void;
  /** Records a failed step of a scheduled job. The other steps still run. */
  stepFailed(job: string, step: string): void;
  /** Renders the page for Prometheus with one statement, whose cost does not grow with history. */
  render(): Promise<{ body: string; contentType: string }>;
}

interface FinishedGeneration {
  dialect: string;
  model: string;
  status: string;
  /** Undefined if it was never started. */
  runSeconds: number | undefined;
  captured: number;
  released: number;
}

// A response can take up to SYNC_WAIT_SECONDS.
const REPLY_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 800,
];
const QUEUE_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];
const RUN_SECONDS = [0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600];

/** Creates the metrics of one process. Counters start at zero: sum over processes and use rates. */
export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  const counters = openCounters(registry);
  const histograms = openHistograms(registry);
  const gauges = openGauges(registry);

  return {
    recordResponse({ seconds, ...labels }) {
      counters.requests.inc(labels);
      histograms.requests.observe({ ...labels, status: `${String(labels.status)[0]}xx` }, seconds);
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
    recordAttempt({ provider, outcome, seconds }) {
      counters.attempts.inc({ provider, outcome });
      histograms.attempts.observe({ provider, outcome }, seconds);
    },
    recordCredits(move, credits) {
      counters.credits.inc({ move }, credits);
    },
    workerChanged({ pauseReasons, failed }) {
      gauges.workerPaused.reset();
      for (const reason of pauseReasons) gauges.workerPaused.set({ reason }, 1);
      gauges.workerFailed.set(Number(failed));
    },
    watchDisk(disk) {
      openDiskGauges(registry, disk);
    },
    stepFailed: (job, step) => counters.failedSteps.inc({ job, step }),
    async render() {
      const [row] = await queries.readGauges.run(undefined, db);
      if (row !== undefined) gauges.set(row);
      return { body: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function openCounters(registry: Registry) {
  const open = <const Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `darkroom_${name}_total`, help, labelNames, registers: [registry] });
  return {
    requests: open("http_requests", "Requests answered.", ["dialect", "operation", "status"]),
    accepted: open("generations_accepted", "Generations accepted.", ["dialect", "model"]),
    ended: open("generations_ended", "Generations finished, by status.", [
      "dialect",
      "model",
      "status",
    ]),
    blocked: open("content_blocked", "Requests refused for their content.", ["by"]),
    attempts: open("provider_attempts", "Provider calls, by outcome.", ["provider", "outcome"]),
    failedSteps: open("job_step_failures", "Steps of scheduled jobs that failed.", ["job", "step"]),
    credits: open("credits", "Credits moved by this process. The ledger is authoritative.", [
      "move",
    ]),
  };
}

function openHistograms(registry: Registry) {
  const open = <const Label extends string>(
    name: string,
    about: { help: string; labelNames: Label[]; buckets: number[] },
  ) => new Histogram({ name: `darkroom_${name}_seconds`, ...about, registers: [registry] });
  return {
    requests: open("http_request_duration", {
      help: "From the arrival of a request to its response, including synchronous generations.",
      labelNames: ["dialect", "operation", "status"],
      buckets: REPLY_SECONDS,
    }),
    queued: open("generation_queue", {
      help: "From acceptance to the first claim by a worker.",
      labelNames: ["dialect"],
      buckets: QUEUE_SECONDS,
    }),
    runs: open("generation_run", {
      help: "From the first claim to the finish.",
      labelNames: ["dialect", "status"],
      buckets: RUN_SECONDS,
    }),
    attempts: open("provider_attempt_duration", {
      help: "One provider call, including writing its images to disk.",
      labelNames: ["provider", "outcome"],
      buckets: RUN_SECONDS,
    }),
  };
}

/** The gauges are read from the disk at each scrape. */
function openDiskGauges(registry: Registry, disk: DiskSpace): void {
  new Gauge({
    name: "darkroom_disk_free_bytes",
    help: "Free space of DATA_DIR beyond MIN_FREE_DISK_MB; negative if less is free.",
    registers: [registry],
    async collect() {
      this.set(await disk.freeBytes());
    },
  });
  new Gauge({
    name: "darkroom_disk_reserved_bytes",
    help: "Space of DATA_DIR reserved for running provider calls.",
    registers: [registry],
    collect() {
      this.set(disk.reservedBytes());
    },
  });
}

function openGauges(registry: Registry) {
  const open = (name: string, help: string) =>
    new Gauge({ name: `darkroom_${name}`, help, registers: [registry] });
  const gauges = {
    queued: open("generations_queued", "Queued generations, in all processes."),
    running: open("generations_running", "Running generations."),
    oldestQueuedSeconds: open("oldest_queued_seconds", "Age of the oldest queued generation."),
    heldCredits: open("held_credits", "Credits held for unfinished generations."),
    readyJobs: open("jobs_ready", "Jobs that are due and wait for a worker."),
    scheduledJobs: open("jobs_scheduled", "Jobs that are scheduled for later."),
    lockedJobs: open("jobs_locked", "Jobs that a worker runs."),
    workers: open("workers", "Live worker processes."),
    spendUnknown: open("provider_spend_unknown", "Provider calls that may have been paid for."),
  };

  const workerPaused = new Gauge({
    name: "darkroom_worker_paused",
    help: "1 for each reason why the worker of this process takes no new generations.",
    labelNames: ["reason"],
    registers: [registry],
  });
  const workerFailed = open("worker_failed", "1 if the worker of this process has given up.");

  function set(row: queries.IReadGaugesResult): void {
    for (const [name, gauge] of Object.entries(gauges)) {
      // The gauges are named like the columns of the row, and each column is a number.
      gauge.set(row[name as keyof queries.IReadGaugesResult]);
    }
  }
  return { set, workerPaused, workerFailed };
}

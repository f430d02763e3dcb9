import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Db } from "../database/db.ts";
import { RELEASE } from "../database/release.ts";
import type { DiskSpace } from "../storage/disk-space.ts";

// A response can take up to SYNC_WAIT_SECONDS.
const REPLY_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 800,
];
const QUEUE_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];
const RUN_SECONDS = [0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600];

/** Adds the counters of a process to a registry. They start at zero: sum over processes and use rates. */
export function openCounters(registry: Registry) {
  const open = <const Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `darkroom_${name}_total`, help, labelNames, registers: [registry] });
  return {
    requests: open("http_requests", "Requests answered.", ["dialect", "operation", "status"]),
    accepted: open("generations_accepted", "Generations accepted.", ["dialect", "model"]),
    ended: open("generations_ended", "Generations finished, by status.", [
      "dialect",
      "model",
      "status",
    ]),
    recovered: open("generations_recovered", "Generations that recovery has queued or finished.", [
      "reason",
    ]),
    blocked: open("content_blocked", "Requests refused for their content.", ["by"]),
    suspended: open("accounts_suspended", "Accounts suspended for refused content."),
    attempts: open("provider_attempts", "Provider calls, by outcome.", ["provider", "outcome"]),
    deliveries: open("webhook_attempts", "Webhook delivery attempts, by status class.", ["status"]),
    failedSteps: open("job_step_failures", "Steps of scheduled jobs that failed.", ["job", "step"]),
    failedJobs: open("job_failures", "Jobs that ended with an error.", ["task"]),
    lostPools: open("queue_pools_lost", "Queue pools that were replaced, by cause.", [
      "pool",
      "cause",
    ]),
    deadWorkers: open("workers_declared_dead", "Workers that this process has declared dead."),
    storageFailures: open("storage_failures", "Failed operations of the object storage.", [
      "operation",
    ]),
    credits: open("credits", "Credits moved by this process. The ledger is authoritative.", [
      "move",
    ]),
  };
}

/** Adds the histograms of a process to a registry. */
export function openHistograms(registry: Registry) {
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

/** Adds the gauges of a process to a registry. */
export function openGauges(registry: Registry) {
  const open = <const Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `darkroom_${name}`, help, labelNames, registers: [registry] });
  let countRunning = () => 0;
  const concurrency = open("worker_concurrency", "Generations that the worker can run at a time.");
  new Gauge({
    name: "darkroom_worker_running",
    help: "Generations that the worker of this process runs.",
    registers: [registry],
    collect() {
      this.set(countRunning());
    },
  });
  open("release", "Release of this program.").set(RELEASE);
  return {
    workerPaused: open(
      "worker_paused",
      "1 for each reason why the worker of this process takes no new generations.",
      ["reason"],
    ),
    workerFailed: open("worker_failed", "1 if the worker of this process has given up."),
    watchSlots(slots: number, running: () => number) {
      concurrency.set(slots);
      countRunning = running;
    },
  };
}

/** Adds gauges of a disk, which are read at each scrape. */
export function openDiskGauges(registry: Registry, disk: DiskSpace): void {
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

type PoolColumn = Exclude<keyof ReturnType<Db["readPools"]>[number], "name">;

/** Adds metrics of the database connections of a process, which are read at each scrape. */
export function openPoolMetrics(registry: Registry, db: Db): void {
  const registers = [registry];
  const labelNames = ["pool"];
  function readEach(metric: Gauge<"pool"> | Counter<"pool">, column: PoolColumn): void {
    metric.reset();
    for (const { name: pool, ...state } of db.readPools()) metric.inc({ pool }, state[column]);
  }
  const gauges = [
    ["connections", "size", "Most connections of the process to the database, by pool."],
    ["connections_busy", "busy", "Connections that run a statement or are being opened."],
    ["statements_waiting", "waiting", "Statements that wait for a connection."],
  ] as const;
  for (const [name, column, help] of gauges) {
    new Gauge({
      name: `darkroom_database_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        readEach(this, column);
      },
    });
  }
  const counters = [
    ["connections_lost", "lostConnections", "Connections that ended or did not respond in time."],
    [
      "reconnects",
      "reconnects",
      "Times that the database was reached again after an interruption.",
    ],
  ] as const;
  for (const [name, column, help] of counters) {
    new Counter({
      name: `darkroom_database_${name}_total`,
      help,
      labelNames,
      registers,
      collect() {
        readEach(this, column);
      },
    });
  }
  if (db.history.readCounts() !== undefined) openHistoryMetrics(registry, db);
}

function openHistoryMetrics(registry: Registry, { history }: Db): void {
  new Counter({
    name: "darkroom_history_reads_total",
    help: "Statements for pages of history, by the database that has run them.",
    labelNames: ["database"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [database, count] of Object.entries(history.readCounts() ?? {}))
        this.inc({ database }, count);
    },
  });
}

import { Gauge, Registry } from "prom-client";
import * as queries from "../../generated/queries/metrics.ts";
import type { Db } from "../database/db.ts";
import { isUnavailable } from "../foundation/errors.ts";
import { cacheByCost } from "./cost-cache.ts";

/** What is read from the database for the metrics. */
interface Readings {
  gauges: queries.IReadGaugesResult;
  generationsWithoutJob: number;
  tasks: queries.IListJobGaugesResult[];
  circuits: queries.IListCircuitGaugesResult[];
}

/** A gauge: name, help and value of each sample. The name has no prefix. */
type Sample<Row> = [name: string, help: string, value: (row: Row) => number];

const TOTALS: Sample<Readings>[] = [
  ["generations_queued", "Queued generations, in all processes.", (all) => all.gauges.queued],
  ["generations_running", "Running generations.", (all) => all.gauges.running],
  ["generations_overdue", "Generations past their deadline.", (all) => all.gauges.overdue],
  [
    "generations_without_job",
    "Generations that no job will run. Recovery queues them again within a minute.",
    (all) => all.generationsWithoutJob,
  ],
  [
    "oldest_queued_seconds",
    "Age of the oldest queued generation.",
    (all) => all.gauges.oldestQueuedSeconds,
  ],
  [
    "oldest_running_seconds",
    "Time since the oldest running generation was first claimed.",
    (all) => all.gauges.oldestRunningSeconds,
  ],
  ["held_credits", "Credits held for unfinished generations.", (all) => all.gauges.heldCredits],
  ["jobs_ready", "Jobs that are due and wait for a worker.", (all) => sum(all.tasks, "ready")],
  ["jobs_scheduled", "Jobs that are scheduled for later.", (all) => sum(all.tasks, "scheduled")],
  ["jobs_locked", "Jobs that a worker runs.", (all) => sum(all.tasks, "locked")],
  ["workers", "Workers that sent a heartbeat in the last 20 seconds.", (all) => all.gauges.workers],
  [
    "oldest_heartbeat_seconds",
    "Longest time since the last heartbeat of a worker that has neither stopped nor been declared dead.",
    (all) => all.gauges.oldestHeartbeatSeconds,
  ],
  [
    "provider_spend_unknown",
    "Provider calls that may have been paid for.",
    (all) => all.gauges.spendUnknown,
  ],
  [
    "webhook_deliveries_pending",
    "Webhook deliveries that have neither succeeded nor used up their attempts.",
    (all) => all.gauges.pendingDeliveries,
  ],
  [
    "webhook_deliveries_parked",
    "Pending webhook deliveries that wait for a slot of their endpoint or account.",
    (all) => all.gauges.parkedDeliveries,
  ],
  [
    "oldest_pending_delivery_seconds",
    "Age of the oldest pending webhook delivery, including pauses between its attempts.",
    (all) => all.gauges.oldestPendingDeliverySeconds,
  ],
  [
    "oldest_due_delivery_seconds",
    "Longest time that a webhook delivery has waited for its next attempt beyond its schedule.",
    (all) => all.gauges.oldestDueDeliverySeconds,
  ],
  [
    "database_release",
    "Release of the schema and functions of the database.",
    (all) => all.gauges.databaseRelease ?? 0,
  ],
];

const BY_TASK: Sample<queries.IListJobGaugesResult>[] = [
  ["jobs_dead", "Jobs that have used up their attempts and never run again.", (row) => row.dead],
  [
    "oldest_ready_job_seconds",
    "Longest time that a job has been due without being started.",
    (row) => row.oldestReadySeconds,
  ],
];

const BY_PROVIDER: Sample<queries.IListCircuitGaugesResult>[] = [
  [
    "provider_circuit_open",
    "1 while the circuit breaker stops calls to the provider, or lets only probes through.",
    (row) => Number(row.isOpen),
  ],
  [
    "provider_consecutive_failures",
    "Calls to the provider that failed since the last one that succeeded.",
    (row) => row.failures,
  ],
];

/** Gauges of the whole installation, which every process reads from the database. */
interface InstallationMetrics {
  /** Adds gauges of providers, which then have a value before their first call. */
  watchProviders(names: string[]): void;
  /**
   * Renders the gauges. The statements read only unfinished work, and what was read is reused in proportion
   * to what it cost. During an outage of the database `darkroom_database_up` is 0 and the others are left
   * out.
   */
  render(): Promise<string>;
}

/** Creates the gauges of the installation. */
export function createInstallationMetrics(db: Db): InstallationMetrics {
  const read = cacheByCost(() => readAll(db));
  let providers: string[] = [];
  return {
    watchProviders(names) {
      providers = names;
    },
    async render() {
      const readings = await read().catch(ignoreOutage);
      const registry = new Registry();
      const up: Sample<boolean> = [
        "database_up",
        "1 if the database responded to this process.",
        Number,
      ];
      addGauge(registry, up, { rows: [readings !== undefined] });
      if (readings !== undefined) addReadings(registry, readings, providers);
      return registry.metrics();
    },
  };
}

async function readAll(db: Db): Promise<Readings | undefined> {
  const [gauges] = await queries.readGauges.run(undefined, db);
  const [stranded] = await queries.countWithoutJob.run(undefined, db);
  const tasks = await queries.listJobGauges.run(undefined, db);
  const circuits = await queries.listCircuitGauges.run(undefined, db);
  if (gauges === undefined) return undefined;
  return { gauges, generationsWithoutJob: stranded?.generations ?? 0, tasks, circuits };
}

function ignoreOutage(error: unknown): undefined {
  if (!isUnavailable(error)) throw error;
}

function addReadings(registry: Registry, readings: Readings, providers: string[]): void {
  for (const total of TOTALS) addGauge(registry, total, { rows: [readings] });
  for (const each of BY_TASK) addGauge(registry, each, { rows: readings.tasks, label: "task" });
  const circuits = readings.circuits.filter(({ provider }) => providers.includes(provider));
  const known = circuits.map(({ provider }) => provider);
  const others = providers.filter((name) => !known.includes(name));
  const closed = others.map((provider) => ({ provider, failures: 0, isOpen: false }));
  const rows = [...circuits, ...closed];
  for (const each of BY_PROVIDER) addGauge(registry, each, { rows, label: "provider" });
}

/** Adds a gauge with a sample for each row, whose column `label` becomes the label. */
function addGauge<Row, Label extends keyof Row & string>(
  registry: Registry,
  [name, help, value]: Sample<Row>,
  { rows, label }: { rows: Row[]; label?: Label },
): void {
  const labelNames = label === undefined ? [] : [label];
  const gauge = new Gauge({ name: `darkroom_${name}`, help, labelNames, registers: [registry] });
  for (const row of rows) {
    if (label === undefined) gauge.set(value(row));
    else gauge.labels(String(row[label])).set(value(row));
  }
}

function sum(
  tasks: queries.IListJobGaugesResult[],
  column: "ready" | "scheduled" | "locked",
): number {
  return tasks.reduce((total, row) => total + row[column], 0);
}

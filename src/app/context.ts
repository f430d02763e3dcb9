import { join } from "node:path";
import * as queries from "../../generated/queries/providers.ts";
import type { Config } from "../foundation/config.ts";
import { areStatementsTracked } from "../database/pooler.ts";
import { type Db, openDb } from "../database/db.ts";
import type { Log } from "../foundation/log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { type Topic, openTopic } from "./topics.ts";
import { createOutbound, type Outbound } from "../outbound/outbound.ts";
import { openProviders, type Providers } from "../providers/index.ts";
import { openSecrets, type Secrets } from "../foundation/secrets.ts";
import { type DiskSpace, openDiskSpace } from "../storage/disk-space.ts";
import { openStorage } from "../storage/open.ts";
import { openStorageHealth, type StorageHealth } from "../storage/storage-health.ts";
import { createWorkerStatus, type WorkerStatus } from "./worker-status.ts";

/** What every function of the house is given: built once, closed once, never global. */
export interface Context {
  config: Config;
  log: Log;
  metrics: Metrics;
  /** Pauses the worker of this process, and says whether it is paused or has failed. */
  workerStatus: WorkerStatus;
  db: Db;
  secrets: Secrets;
  storage: Awaited<ReturnType<typeof openStorage>>;
  /** The space for passing files, which every process reserves before it needs much of it. */
  disk: DiskSpace;
  /** Whether images that are bought now could be kept. */
  storageHealth: StorageHealth;
  providers: Providers;
  /** The only way to addresses that customers or providers have given. */
  outbound: Outbound;
  /** Tells of generations that have ended, in any process. */
  finished: Topic;
  /** Tells of previews of generations that are being drawn, in any process. */
  partials: Topic;
  /** Tells of generations that were called off while a worker has them in hand. */
  canceled: Topic;
  /** Tells of providers' tasks that one of them has called about, in any process. */
  calledAbout: Topic;
  /** Aborts when this process begins to shut down, so that long waits answer and end. */
  closing: AbortSignal;
  /** The address customers reach us at, without a trailing slash. */
  publicUrl(): string;
  /** Says where the server listens, where no PUBLIC_URL is set. */
  listensAt(url: string): void;
  /** Begins the end: aborts `closing`. */
  beginClosing(): void;
  close(): Promise<void>;
}

/** Opens everything over a database that is up to date. */
export async function openContext(config: Config, log: Log, databaseUrl: string): Promise<Context> {
  const secrets = await openSecrets(config);
  const closing = new AbortController();
  let address = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const publicUrl = () => address;
  const outbound = createOutbound({ allow: config.outboundAllow, self: listOwnAddresses(config) });
  const secret = secrets.uploadSigning.toString("hex");
  const db = openDb(databaseUrl, {
    connections: config.databasePoolSize,
    ...(await readPoolerOptions(config, databaseUrl)),
  });
  const notices = openAllNotices(db);
  const metrics = createMetrics(db);
  const workerStatus = createWorkerStatus(log, metrics);
  const storage = await openStorage(config, { publicUrl, secret });
  return {
    config,
    log,
    metrics,
    workerStatus,
    db,
    secrets,
    storage,
    ...openHealth({ config, storage, metrics, workerStatus, closing: closing.signal }),
    providers: await openProviders(config, {
      acquireProviderSlot: async (turn) =>
        (await queries.acquireProviderSlot.run(turn, db))[0]?.waitMs ?? undefined,
      download: outbound.download,
      heard: notices.calledAbout.next,
    }),
    outbound,
    ...notices,
    closing: closing.signal,
    publicUrl,
    listensAt: (url) => {
      address = config.publicUrl ?? url;
    },
    beginClosing: () => closing.abort(new Error("closing")),
    async close() {
      closing.abort(new Error("closing"));
      await db.close();
    },
  };
}

async function readPoolerOptions(
  { databaseDirectUrl }: Config,
  databaseUrl: string,
): Promise<{ directUrl: string; prepare: boolean }> {
  if (databaseDirectUrl === undefined) return { directUrl: databaseUrl, prepare: true };
  return { directUrl: databaseDirectUrl, prepare: await areStatementsTracked(databaseUrl) };
}

function openAllNotices(
  db: Db,
): Pick<Context, "finished" | "partials" | "canceled" | "calledAbout"> {
  return {
    finished: openTopic(db, "generation_finished"),
    partials: openTopic(db, "generation_partial"),
    canceled: openTopic(db, "generation_canceled"),
    // Whoever waits for a task asks the provider about it on its own.
    calledAbout: openTopic(db, "provider_task", { polls: false }),
  };
}

/** Opens what watches over the storage and over the disk that images pass through. */
function openHealth(
  parts: Pick<Context, "config" | "storage" | "metrics" | "workerStatus" | "closing">,
): Pick<Context, "disk" | "storageHealth"> {
  const { config, storage, metrics, workerStatus: worker, closing } = parts;
  const disk = openDiskSpace(join(config.dataDir, "tmp"), config.minFreeDiskBytes);
  metrics.watchDisk(disk);
  return { disk, storageHealth: openStorageHealth({ storage, disk, worker, closing }) };
}

/** The same context for work that nobody waits for: its statements have a longer deadline. */
export function toBackground(ctx: Context): Context {
  return { ...ctx, db: { ...ctx.db, query: ctx.db.background.query } };
}

// Our own door is never a customer's receiver: written out with its port, as `outbound` compares it.
function listOwnAddresses({ publicUrl }: Config): string[] {
  if (publicUrl === undefined) return [];
  const { hostname, port, protocol } = new URL(publicUrl);
  return [`${hostname}:${port || (protocol === "https:" ? "443" : "80")}`];
}

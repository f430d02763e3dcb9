import { join } from "node:path";
import * as queries from "../../generated/queries/providers.ts";
import type { Config } from "../foundation/config.ts";
import { areStatementsTracked } from "../database/pooler.ts";
import { type Db, openDb } from "../database/db.ts";
import { limitToRequest } from "../database/request-deadline.ts";
import type { Log } from "../foundation/log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { type Topic, openTopic } from "./topics.ts";
import { createOutbound, type Outbound } from "../outbound/outbound.ts";
import { openModerator, openProviders, type Providers } from "../providers/index.ts";
import type { Moderator } from "../providers/openai/moderation.ts";
import { listDerivedKeys, openSecrets, type Secrets } from "../foundation/secrets.ts";
import { type DiskSpace, openDiskSpace } from "../storage/disk-space.ts";
import { countStorageFailures } from "../storage/count-failures.ts";
import { openStorage } from "../storage/open.ts";
import type { LinkSigning } from "../storage/signed-links.ts";
import { openStorageHealth, type StorageHealth } from "../storage/storage-health.ts";
import type { TraceSpan, Tracing } from "./tracing.ts";
import { createWorkerStatus, type WorkerStatus } from "./worker-status.ts";

/**
 * Dependencies that are passed to every function. Built once at startup, closed once at shutdown, never
 * global.
 */
export interface Context {
  config: Config;
  log: Log;
  metrics: Metrics;
  /** Undefined unless OTEL_EXPORTER_OTLP_ENDPOINT is set. */
  tracing: Tracing | undefined;
  /** The span of the request or the run that this context belongs to. */
  span?: TraceSpan | undefined;
  /** Whether the worker of this process is paused or has failed; pauses and resumes it. */
  workerStatus: WorkerStatus;
  db: Db;
  secrets: Secrets;
  storage: Awaited<ReturnType<typeof openStorage>>;
  /** Disk space for temporary files. A process reserves space before it needs much of it. */
  disk: DiskSpace;
  /** Whether new images can be stored at present. */
  storageHealth: StorageHealth;
  providers: Providers;
  /** Examines prompts beside the rules of the operator. Undefined: not configured. */
  moderator: Moderator | undefined;
  /** The only HTTP client for URLs that customers or providers supply. */
  outbound: Outbound;
  /** Announces generations that have finished, in any process. */
  finished: Topic;
  /** Announces previews of running generations, in any process. */
  partials: Topic;
  /** Announces cancel requests for running generations. */
  canceled: Topic;
  /** Announces provider tasks for which a provider has sent a callback, in any process. */
  providerTaskUpdated: Topic;
  /** Aborts when this process starts to shut down, so that long waits end with a response. */
  closing: AbortSignal;
  /** The public base URL of this server, without a trailing slash. */
  publicUrl(): string;
  /** Sets the URL the server listens on. Used as the public URL if PUBLIC_URL is not set. */
  setListenUrl(url: string): void;
  /** Starts the shutdown: aborts `closing`. */
  startShutdown(): void;
  close(): Promise<void>;
}

/** Opens all dependencies. The schema of the database must be up to date. */
export async function openContext(config: Config, log: Log, databaseUrl: string): Promise<Context> {
  const secrets = await openSecrets(config);
  const closing = new AbortController();
  let address = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const publicUrl = () => address;
  const outbound = createOutbound({ allow: config.outboundAllow, self: listOwnAddresses(config) });
  const db = openDb(databaseUrl, {
    connections: config.databasePoolSize,
    ...(await readPoolerOptions(config, databaseUrl)),
    replica: toReplica(config, log),
  });
  const topics = openTopics(db);
  const metrics = createMetrics(db);
  const tracing = await openTracing(config.traceEndpoint, log);
  const workerStatus = createWorkerStatus(log, metrics);
  const storage = countStorageFailures(
    await openSigningStorage(config, secrets, publicUrl),
    metrics.recordStorageFailure,
  );
  const providers = await openProviders(config, {
    acquireProviderSlot: async (slot) =>
      (await queries.acquireProviderSlot.run(slot, db))[0]?.waitMs ?? undefined,
    download: outbound.download,
    heard: topics.providerTaskUpdated.next,
  });
  metrics.watchProviders([...providers.keys()]);
  return {
    ...{ config, log, metrics, tracing },
    workerStatus,
    db,
    secrets,
    storage,
    ...openHealth({ config, storage, metrics, workerStatus, closing: closing.signal }),
    providers,
    moderator: openModerator(config, (cause) => log.warn("moderation_unavailable", { cause })),
    outbound,
    ...topics,
    closing: closing.signal,
    publicUrl,
    setListenUrl: (url) => void (address = config.publicUrl ?? url),
    startShutdown: () => closing.abort(new Error("closing")),
    async close() {
      closing.abort(new Error("closing"));
      await db.close();
      await tracing?.close();
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

// Imported only if it is needed, because loading the SDK takes longer than most commands.
async function openTracing(endpoint: string | undefined, log: Log): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  return (await import("./tracing.ts")).startTracing(endpoint, log);
}

function toReplica({ databaseReplicaUrl: url }: Config, log: Log) {
  return { url, onFailure: (cause: unknown) => log.warn("replica_unavailable", { cause }) };
}

function openTopics(
  db: Db,
): Pick<Context, "finished" | "partials" | "canceled" | "providerTaskUpdated"> {
  return {
    finished: openTopic(db, "generation_finished"),
    partials: openTopic(db, "generation_partial"),
    canceled: openTopic(db, "generation_canceled"),
    // The waiting worker polls the provider itself.
    providerTaskUpdated: openTopic(db, "provider_task", { polls: false }),
  };
}

function openSigningStorage(config: Config, secrets: Secrets, publicUrl: () => string) {
  const [secret = "", ...oldSecrets] = listDerivedKeys(secrets, "uploadSigning").map((key) =>
    key.toString("hex"),
  );
  const linkSigning = createLinkSigning(config, secrets);
  return openStorage(config, { publicUrl, secret, oldSecrets, linkSigning });
}

function createLinkSigning(config: Config, secrets: Secrets): LinkSigning | undefined {
  const { signedImageUrlsSeconds: lifetimeSeconds } = config;
  if (lifetimeSeconds === 0) return undefined;
  const [, ...oldKeys] = listDerivedKeys(secrets, "imageSigning");
  return { lifetimeSeconds, keys: [secrets.imageSigning, ...oldKeys] };
}

/** Opens the health checks of the object storage and of the disk for temporary files. */
function openHealth(
  parts: Pick<Context, "config" | "storage" | "metrics" | "workerStatus" | "closing">,
): Pick<Context, "disk" | "storageHealth"> {
  const { config, storage, metrics, workerStatus: worker, closing } = parts;
  const disk = openDiskSpace(join(config.dataDir, "tmp"), config.minFreeDiskBytes);
  metrics.watchDisk(disk);
  return { disk, storageHealth: openStorageHealth({ storage, disk, worker, closing }) };
}

/**
 * Returns the context for work that can take longer than a request: its statements have the longer timeout
 * of background work and do not share a deadline. Reads of history and those that are shared with requests
 * have the timeout of a single statement.
 */
export function toBackground(ctx: Context): Context {
  return { ...ctx, db: { ...ctx.db.shared, query: ctx.db.background.query } };
}

/** Returns the context for one request, whose statements share one deadline, with its span. */
export function withRequestDeadline(ctx: Context, span?: TraceSpan): Context {
  return { ...ctx, span, db: limitToRequest(ctx.db) };
}

// Webhooks must not reach this server. Written with the port, as `outbound` compares it.
function listOwnAddresses({ publicUrl }: Config): string[] {
  if (publicUrl === undefined) return [];
  const { hostname, port, protocol } = new URL(publicUrl);
  return [`${hostname}:${port || (protocol === "https:" ? "443" : "80")}`];
}

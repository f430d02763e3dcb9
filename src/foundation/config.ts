import { resolve } from "node:path";
import { readSettings, type SettingsReader } from "./settings-reader.ts";

/** Every setting, read once at startup. The README lists the same names. */
export interface Config {
  host: string;
  port: number;
  /** Undefined: derived from host and port when the server listens. */
  publicUrl: string | undefined;
  /** Number of trusted reverse proxies between the client and this server. */
  trustedProxies: number;
  /** Can name several hosts and can be a transaction pooler. */
  databaseUrl: string | undefined;
  /** The direct connection if `databaseUrl` is a pooler. Undefined: `databaseUrl`. */
  databaseDirectUrl: string | undefined;
  /** A streaming replica for pages of history. Undefined: they are read from `databaseUrl`. */
  databaseReplicaUrl: string | undefined;
  /** Maximum number of concurrent statements of one process on `databaseUrl`. */
  databasePoolSize: number;
  dataDir: string;
  /** Free space of the file system of DATA_DIR below which no new work that writes to it is started. */
  minFreeDiskBytes: number;
  /** Undefined: generated and stored in DATA_DIR. */
  appSecret: string | undefined;
  /** The secret that `appSecret` replaces. Verifies and decrypts what was created with it. */
  appSecretPrevious: string | undefined;
  provider: ProviderName;
  openai: {
    apiKey: string | undefined;
    baseUrl: string;
    /** The model that examines prompts. Undefined: only the rules of the operator apply. */
    moderationModel: string | undefined;
  };
  kie: {
    apiKey: string | undefined;
    baseUrl: string;
    /** Undefined: callbacks are not signed. */
    webhookHmacKey: string | undefined;
  };
  providerTimeoutMs: number;
  s3: S3Config | undefined;
  syncWaitMs: number;
  workerConcurrency: number;
  /** How long running calls can continue after the process is asked to stop. */
  drainMs: number;
  /** Days after which generations are deleted, unless their plan says otherwise. 0: they are kept. */
  retentionDays: number;
  /** How long a URL of a generated image is valid. 0: URLs are not signed and do not expire. */
  signedImageUrlsSeconds: number;
  /** host:port pairs that `outbound/` allows although their addresses are private. */
  outboundAllow: string[];
  logLevel: LogLevel;
  /** The base URL of the collector of traces. Undefined: nothing is traced. */
  traceEndpoint: string | undefined;
  metricsToken: string | undefined;
  /** "auto": requests with `moderation` "low" are sent to providers as "auto". */
  minModeration: "low" | "auto";
  /** Where vulnerabilities are reported, a mailto: or https: URL. Undefined: there is no security.txt. */
  securityContact: string | undefined;
}

type ProviderName = "demo" | "openai" | "kie";
/** The least severe level that is logged. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Access to the bucket of the object storage. */
export interface S3Config {
  endpoint: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  publicUrl: string | undefined;
}

/** All invalid settings. */
export interface ConfigErrors {
  faults: string[];
}

const MEGABYTE = 1024 * 1024;
type Env = Record<string, string | undefined>;

/** Reads the settings. If any are invalid, returns one line for each, which says how to correct it. */
export function readConfig(env: Env): Config | ConfigErrors {
  const read = readSettings(env);
  const provider = read.oneOf("PROVIDER", ["demo", "openai", "kie"], "demo");
  const config: Config = {
    host: read.text("HOST") ?? "127.0.0.1",
    port: read.integer("PORT", 3000, { min: 0, max: 65535 }),
    publicUrl: read.baseUrl("PUBLIC_URL"),
    trustedProxies: read.integer("TRUSTED_PROXIES", 0, { min: 0, max: 10 }),
    databaseUrl: read.databaseUrl("DATABASE_URL"),
    databaseDirectUrl: read.databaseUrl("DATABASE_DIRECT_URL"),
    databaseReplicaUrl: read.hostUrl("DATABASE_REPLICA_URL"),
    databasePoolSize: read.integer("DATABASE_POOL_SIZE", 10, { min: 2, max: 1000 }),
    dataDir: resolve(read.text("DATA_DIR") ?? "data"),
    minFreeDiskBytes:
      MEGABYTE * read.integer("MIN_FREE_DISK_MB", 512, { min: 0, max: 1_000_000_000 }),
    appSecret: read.secret("APP_SECRET", 32),
    // Not checked: a weak secret can be replaced.
    appSecretPrevious: read.text("APP_SECRET_PREVIOUS"),
    provider,
    openai: {
      apiKey: read.text("OPENAI_API_KEY"),
      baseUrl: read.baseUrl("OPENAI_BASE_URL") ?? "https://api.openai.com/v1",
      moderationModel: read.text("OPENAI_MODERATION_MODEL"),
    },
    kie: {
      apiKey: read.text("KIE_API_KEY"),
      baseUrl: read.baseUrl("KIE_BASE_URL") ?? "https://api.kie.ai",
      webhookHmacKey: read.text("KIE_WEBHOOK_HMAC_KEY"),
    },
    providerTimeoutMs: 1000 * read.integer("PROVIDER_TIMEOUT_SECONDS", 600, { min: 1, max: 3600 }),
    s3: read.s3(),
    syncWaitMs: 1000 * read.integer("SYNC_WAIT_SECONDS", 800, { min: 0, max: 3600 }),
    workerConcurrency: read.integer("WORKER_CONCURRENCY", 16, { min: 1, max: 1000 }),
    drainMs: 1000 * read.integer("DRAIN_SECONDS", 150, { min: 0, max: 3600 }),
    retentionDays: read.days("RETENTION_DAYS"),
    signedImageUrlsSeconds: read.lifetime("SIGNED_IMAGE_URLS_SECONDS"),
    outboundAllow: read.endpoints("OUTBOUND_ALLOW"),
    logLevel: read.oneOf("LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
    traceEndpoint: read.baseUrl("OTEL_EXPORTER_OTLP_ENDPOINT"),
    metricsToken: read.secret("METRICS_TOKEN", 16),
    minModeration: read.oneOf("MIN_MODERATION", ["low", "auto"], "low"),
    securityContact: read.url("SECURITY_CONTACT", ["mailto:", "https:"]),
  };
  requireTogether(read, config);
  return read.faults.length > 0 ? { faults: read.faults } : config;
}

// A setting, and the one that it needs.
const NEEDED = [
  ["APP_SECRET_PREVIOUS", "APP_SECRET"],
  ["DATABASE_DIRECT_URL", "DATABASE_URL"],
  ["DATABASE_REPLICA_URL", "DATABASE_URL"],
  ["OPENAI_MODERATION_MODEL", "OPENAI_API_KEY"],
] as const;

/** Adds an error for each setting that another one requires. */
function requireTogether(read: SettingsReader, { provider }: Config): void {
  if (provider === "openai") read.needs("OPENAI_API_KEY", "PROVIDER is openai");
  if (provider === "kie") read.needs("KIE_API_KEY", "PROVIDER is kie");
  for (const [name, needed] of NEEDED) {
    if (read.text(name) !== undefined) read.needs(needed, `${name} is set`);
  }
}

import { resolve } from "node:path";
import { listHostUrls } from "./database-hosts.ts";

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
  openai: { apiKey: string | undefined; baseUrl: string };
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
const MIN_DISTINCT_CHARACTERS = 10;
// What documents, examples and tutorials write in place of a secret.
const PLACEHOLDERS =
  /replace.?(me|this|with)|change.?(me|this|it)|your.?(app.?)?secret|placeholder|openssl.?rand|^0123456789/i;

type Env = Record<string, string | undefined>;

/** Reads the settings. If any are invalid, returns one line for each, which says how to correct it. */
export function readConfig(env: Env): Config | ConfigErrors {
  const read = reader(env);
  const provider = read.oneOf("PROVIDER", ["demo", "openai", "kie"], "demo");
  const config: Config = {
    host: read.text("HOST") ?? "127.0.0.1",
    port: read.integer("PORT", 3000, { min: 0, max: 65535 }),
    publicUrl: read.url("PUBLIC_URL", ["http:", "https:"]),
    trustedProxies: read.integer("TRUSTED_PROXIES", 0, { min: 0, max: 10 }),
    databaseUrl: read.databaseUrl("DATABASE_URL"),
    databaseDirectUrl: read.databaseUrl("DATABASE_DIRECT_URL"),
    databasePoolSize: read.integer("DATABASE_POOL_SIZE", 10, { min: 2, max: 1000 }),
    dataDir: resolve(read.text("DATA_DIR") ?? "data"),
    minFreeDiskBytes: MEGABYTE * read.integer("MIN_FREE_DISK_MB", 512, { min: 0, max: 1_000_000 }),
    appSecret: read.secret("APP_SECRET", 32),
    // Not checked: a weak secret can be replaced.
    appSecretPrevious: read.text("APP_SECRET_PREVIOUS"),
    provider,
    openai: {
      apiKey: read.text("OPENAI_API_KEY"),
      baseUrl: read.url("OPENAI_BASE_URL", ["http:", "https:"]) ?? "https://api.openai.com/v1",
    },
    kie: {
      apiKey: read.text("KIE_API_KEY"),
      baseUrl: read.url("KIE_BASE_URL", ["http:", "https:"]) ?? "https://api.kie.ai",
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
    metricsToken: read.secret("METRICS_TOKEN", 16),
    minModeration: read.oneOf("MIN_MODERATION", ["low", "auto"], "low"),
    securityContact: read.url("SECURITY_CONTACT", ["mailto:", "https:"]),
  };
  if (provider === "openai") read.needs("OPENAI_API_KEY", "PROVIDER is openai");
  if (provider === "kie") read.needs("KIE_API_KEY", "PROVIDER is kie");
  if (config.appSecretPrevious !== undefined) {
    read.needs("APP_SECRET", "APP_SECRET_PREVIOUS is set");
  }
  if (config.databaseDirectUrl !== undefined) {
    read.needs("DATABASE_URL", "DATABASE_DIRECT_URL is set");
  }
  return read.faults.length > 0 ? { faults: read.faults } : config;
}

/** Returns why a secret is too easy to guess, or undefined. */
function findSecretFault(value: string, minLength: number): string | undefined {
  if (value.length < minLength) return `is too short: set at least ${minLength} characters`;
  if (PLACEHOLDERS.test(value)) return "is a placeholder from the documentation: set random text";
  if (new Set(value).size >= MIN_DISTINCT_CHARACTERS) return undefined;
  return `has fewer than ${MIN_DISTINCT_CHARACTERS} different characters: set random text`;
}

function reader(env: Env) {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;

  function integer(name: string, fallback: number, range: { min: number; max: number }): number {
    const value = text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= range.min && number <= range.max) return number;
    faults.push(
      `${name} is "${value}": set it to a whole number from ${range.min} to ${range.max}, ` +
        `or remove it for the default ${fallback}.`,
    );
    return fallback;
  }

  /** "none" and a missing value are 0. */
  function days(name: string): number {
    return text(name) === "none" ? 0 : integer(name, 0, { min: 0, max: 3650 });
  }

  /** "none" and a missing value are 0. S3 presigns for at most seven days. */
  function lifetime(name: string): number {
    return text(name) === "none" ? 0 : integer(name, 0, { min: 60, max: 518_400 });
  }

  function oneOf<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = text(name);
    if (value === undefined) return fallback;
    const choice = choices.find((each) => each === value);
    if (choice === undefined)
      faults.push(`${name} is "${value}": set it to ${choices.join(", ")}.`);
    return choice ?? fallback;
  }

  function url(name: string, protocols: string[]): string | undefined {
    const value = text(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) {
      return value.replace(/\/+$/, "");
    }
    const starts = protocols.map((each) => (each === "mailto:" ? each : `${each}//`)).join(" or ");
    faults.push(`${name} is not a URL that starts with ${starts}: correct it or remove it.`);
    return undefined;
  }

  function databaseUrl(name: string): string | undefined {
    const value = text(name);
    if (value === undefined || listHostUrls(value) !== undefined) return value;
    faults.push(
      `${name} is not a URL such as postgres://user:password@host:5432/darkroom, or with several ` +
        "hosts as host1:5432,host2:5432: correct it or remove it.",
    );
    return undefined;
  }

  function secret(name: string, minLength: number): string | undefined {
    const value = text(name);
    const fault = value === undefined ? undefined : findSecretFault(value, minLength);
    if (fault !== undefined) faults.push(`${name} ${fault}, as from "openssl rand -hex 32".`);
    return value;
  }

  function needs(name: string, because: string): void {
    if (text(name) === undefined) faults.push(`${name} is missing: set it, because ${because}.`);
  }

  function s3(): S3Config | undefined {
    const names = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
    const given = [...names, "S3_ENDPOINT", "S3_REGION", "S3_PUBLIC_URL"].filter(text);
    if (given.length === 0) return undefined;
    for (const name of names)
      needs(name, `${given[0]} is set (remove all S3_ settings to use the disk)`);
    return {
      endpoint: url("S3_ENDPOINT", ["http:", "https:"]),
      region: text("S3_REGION") ?? "us-east-1",
      bucket: text("S3_BUCKET") ?? "",
      accessKeyId: text("S3_ACCESS_KEY_ID") ?? "",
      secretAccessKey: text("S3_SECRET_ACCESS_KEY") ?? "",
      publicUrl: url("S3_PUBLIC_URL", ["http:", "https:"]),
    };
  }

  function endpoints(name: string): string[] {
    const entries = (text(name) ?? "").split(",").map((each) => each.trim());
    const given = entries.filter(Boolean);
    for (const each of given) {
      if (/^[^\s/?#@]+:\d+$/.test(each)) continue;
      faults.push(`${name} holds "${each}": write each entry as host:port, separated by commas.`);
    }
    return given;
  }

  return {
    faults,
    text,
    integer,
    days,
    lifetime,
    oneOf,
    url,
    databaseUrl,
    secret,
    needs,
    s3,
    endpoints,
  };
}

import { exists, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../foundation/config.ts";
import { hasSecret, SECRET_FILE } from "../foundation/secrets.ts";
import { hasErrorCode } from "../storage/file-errors.ts";
import { isStorageFault } from "../storage/storage-fault.ts";
import { openStorage } from "../storage/open.ts";
import { LEAST_FREE_BYTES } from "../storage/storage-health.ts";

/** Result of one check. `message` says how to fix the problem unless `state` is ok. */
export interface Diagnostic {
  check: string;
  state: "ok" | "warn" | "fail";
  message: string;
}

const GIGABYTE = 1024 ** 3;
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** Checks everything except the database. */
export async function checkHost(config: Config): Promise<Diagnostic[]> {
  return [
    checkProvider(config),
    checkPublicUrl(config),
    checkProxies(config),
    checkSecret(config),
    await checkStorage(config),
    await checkDisk(config),
  ];
}

function checkProvider({ provider }: Config): Diagnostic {
  const check = "provider";
  if (provider !== "demo") return { check, state: "ok", message: `${provider}, with an API key.` };
  const message =
    "demo renders images without a model: set PROVIDER and its API key for real images.";
  return { check, state: "warn", message };
}

function checkPublicUrl({ publicUrl, host, databaseUrl }: Config): Diagnostic {
  const check = "public URL";
  if (publicUrl !== undefined) return { check, state: "ok", message: publicUrl };
  if (LOOPBACK.includes(host) && databaseUrl === undefined) {
    return {
      check,
      state: "ok",
      message: "Not needed: the server is reachable from this machine only.",
    };
  }
  const message =
    "PUBLIC_URL is not set: set it to the URL that customers use; image URLs start with it.";
  return { check, state: "warn", message };
}

function checkProxies({ publicUrl, trustedProxies }: Config): Diagnostic {
  const check = "proxies";
  if (trustedProxies === 0 && publicUrl?.startsWith("https:")) {
    const message =
      "PUBLIC_URL is https, so a proxy is in front: set TRUSTED_PROXIES to 1 if it sets " +
      "X-Forwarded-For; otherwise all clients share one sign-in rate limit.";
    return { check, state: "warn", message };
  }
  const message =
    trustedProxies === 0 ? "No trusted proxy." : `TRUSTED_PROXIES is ${trustedProxies}.`;
  return { check, state: "ok", message };
}

function checkSecret({ appSecret, databaseUrl, dataDir }: Config): Diagnostic {
  const check = "app secret";
  if (appSecret !== undefined) return { check, state: "ok", message: "APP_SECRET is set." };
  const file = join(dataDir, SECRET_FILE);
  if (databaseUrl === undefined) return { check, state: "ok", message: `Stored in ${file}.` };
  const found = hasSecret({ appSecret, dataDir }) ? `is read from ${file}` : "is not set";
  const message =
    `APP_SECRET ${found}: set it to the same value for every process, ` +
    'as from "openssl rand -hex 32" for a new database.';
  return { check, state: "warn", message };
}

async function checkStorage(config: Config): Promise<Diagnostic> {
  const check = "storage";
  const name = config.s3 ? `bucket ${config.s3.bucket}` : `${config.dataDir}/files`;
  try {
    // The check creates no URLs and no signatures.
    const storage = await openStorage(config, { publicUrl: () => "", secret: "" });
    await storage.check();
    return { check, state: "ok", message: name };
  } catch (error) {
    const cause = isStorageFault(error) ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { check, state: "fail", message: `${name}: ${reason}. ${findCure(config, cause)}` };
  }
}

function findCure({ s3 }: Config, cause: unknown): string {
  if (s3 !== undefined) return "Correct the S3_ settings.";
  const isFull = hasErrorCode(cause, ["ENOSPC", "EDQUOT"]);
  return isFull ? "Free disk space or move DATA_DIR." : "Correct DATA_DIR or its permissions.";
}

async function checkDisk({ dataDir, minFreeDiskBytes }: Config): Promise<Diagnostic> {
  const check = "disk space";
  const { bavail, bsize } = await statfs(await findNearestFolder(dataDir));
  const free = `${((bavail * bsize) / GIGABYTE).toFixed(1)} GB free for ${dataDir}`;
  const usableBytes = bavail * bsize - minFreeDiskBytes;
  if (usableBytes > GIGABYTE) return { check, state: "ok", message: free };
  const advice = "free disk space or move DATA_DIR";
  if (usableBytes >= LEAST_FREE_BYTES)
    return { check, state: "warn", message: `${free}: ${advice}.` };
  const message =
    `${free}, too little beyond MIN_FREE_DISK_MB (${minFreeDiskBytes / 1024 ** 2}) to generate ` +
    `images: ${advice}, or lower MIN_FREE_DISK_MB.`;
  return { check, state: "fail", message };
}

async function findNearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : findNearestFolder(dirname(folder));
}

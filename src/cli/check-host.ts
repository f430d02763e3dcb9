import { exists, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../foundation/config.ts";
import { isStorageFault } from "../storage/storage-fault.ts";
import { openStorage } from "../storage/open.ts";

/** What one check of the doctor found, and what to do where it is not ok. */
export interface Diagnostic {
  check: string;
  state: "ok" | "warn" | "fail";
  message: string;
}

const GIGABYTE = 1024 ** 3;
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** Checks everything but the database. */
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
  if (provider !== "demo") return { check, state: "ok", message: `${provider}, with a key.` };
  const message = "demo draws pictures without a model: set PROVIDER and its key for real ones.";
  return { check, state: "warn", message };
}

function checkPublicUrl({ publicUrl, host, databaseUrl }: Config): Diagnostic {
  const check = "public URL";
  if (publicUrl !== undefined) return { check, state: "ok", message: publicUrl };
  if (LOOPBACK.includes(host) && databaseUrl === undefined) {
    return { check, state: "ok", message: "Not needed on this machine alone." };
  }
  const message =
    "PUBLIC_URL is not set: set it to the address that customers use, for picture URLs.";
  return { check, state: "warn", message };
}

function checkProxies({ publicUrl, trustedProxies }: Config): Diagnostic {
  const check = "proxies";
  if (trustedProxies === 0 && publicUrl?.startsWith("https:")) {
    const message =
      "PUBLIC_URL is https, which a proxy must speak: set TRUSTED_PROXIES to 1 where it sets " +
      "X-Forwarded-For, or all visitors share one limit of sign-ins.";
    return { check, state: "warn", message };
  }
  const told = trustedProxies === 0 ? "None stand in front." : `${trustedProxies} in front.`;
  return { check, state: "ok", message: told };
}

function checkSecret({ appSecret, databaseUrl, dataDir }: Config): Diagnostic {
  const check = "app secret";
  if (appSecret !== undefined) return { check, state: "ok", message: "APP_SECRET is set." };
  const kept = `kept in ${dataDir}/app-secret`;
  if (databaseUrl === undefined) return { check, state: "ok", message: `Is ${kept}.` };
  const message = `APP_SECRET is not set, but ${kept}: set it, for other machines need the same.`;
  return { check, state: "warn", message };
}

async function checkStorage(config: Config): Promise<Diagnostic> {
  const check = "storage";
  const name = config.s3 ? `bucket ${config.s3.bucket}` : `${config.dataDir}/files`;
  try {
    // Neither addresses nor signatures are made here.
    const storage = await openStorage(config, { publicUrl: () => "", secret: "" });
    await storage.check();
    return { check, state: "ok", message: name };
  } catch (error) {
    const cause = isStorageFault(error) ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const settings = config.s3 ? "the S3_ settings" : "DATA_DIR or its permissions";
    return { check, state: "fail", message: `${name}: ${reason}. Correct ${settings}.` };
  }
}

async function checkDisk({ dataDir }: Config): Promise<Diagnostic> {
  const check = "disk space";
  const { bavail, bsize } = await statfs(await findNearestFolder(dataDir));
  const free = (bavail * bsize) / GIGABYTE;
  const message = `${free.toFixed(1)} GB free for ${dataDir}`;
  if (free > 1) return { check, state: "ok", message };
  const state = free < 0.1 ? "fail" : "warn";
  return { check, state, message: `${message}: make room or move DATA_DIR.` };
}

async function findNearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : findNearestFolder(dirname(folder));
}

import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";

/** Keys derived from APP_SECRET, one per purpose, so that none can be used for another. */
export interface Secrets {
  /** Pepper for the hashes of API keys. */
  keyPepper: Buffer;
  /** Signs upload URLs. */
  uploadSigning: Buffer;
  /** Signs CSRF tokens. */
  csrf: Buffer;
  /** Signs the tokens of trusted devices. */
  devices: Buffer;
  /** Signs the cursors of lists. */
  cursors: Buffer;
  /** Encrypts webhook secrets with AES-256. */
  webhookSealing: Buffer;
  /** Signs the attempt references in callback URLs. */
  callbacks: Buffer;
  /** Derives the identifiers of end users for providers. */
  providerUsers: Buffer;
  /** Identifies the APP_SECRET; safe to store. */
  fingerprint: Buffer;
}

/** Derives every key from APP_SECRET, or from a secret that is created in DATA_DIR at the first use. */
export async function openSecrets(config: Config): Promise<Secrets> {
  const root = config.appSecret ?? (await loadOrCreateSecret(config.dataDir));
  const derive = (purpose: string) => createHmac("sha256", root).update(purpose).digest();
  return {
    keyPepper: derive("darkroom/key-pepper"),
    uploadSigning: derive("darkroom/upload-signing"),
    csrf: derive("darkroom/csrf"),
    devices: derive("darkroom/devices"),
    cursors: derive("darkroom/cursors"),
    webhookSealing: derive("darkroom/webhook-sealing"),
    callbacks: derive("darkroom/callbacks"),
    providerUsers: derive("darkroom/provider-users"),
    fingerprint: createHash("sha256").update(derive("darkroom/fingerprint")).digest(),
  };
}

async function loadOrCreateSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, "app-secret");
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(32).toString("hex");
  // "wx" fails if the file exists, so only one of several processes that start together creates it.
  await writeFile(path, made, { flag: "wx", mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return (await readFile(path, "utf8")).trim();
}

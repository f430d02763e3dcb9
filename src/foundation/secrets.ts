import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";

/** Keys for one purpose each, all derived from APP_SECRET, so that none can stand in for another. */
export interface Secrets {
  /** Peppers the hashes of API keys. */
  keyPepper: Buffer;
  /** Signs our own upload URLs. */
  uploadSigning: Buffer;
  /** Makes the tokens against forged requests. */
  csrf: Buffer;
  /** Signs where a page of a list ends. */
  cursors: Buffer;
  /** Encrypts webhook secrets, AES-256. */
  webhookSealing: Buffer;
  /** Signs the names of attempts in the addresses that providers call. */
  callbacks: Buffer;
  /** Tells whether two processes run with the same APP_SECRET; safe to store. */
  fingerprint: Buffer;
}

/** Derives every secret from APP_SECRET, or from the one kept in DATA_DIR, made on first use. */
export async function openSecrets(config: Config): Promise<Secrets> {
  const root = config.appSecret ?? (await loadOrCreateSecret(config.dataDir));
  const derive = (purpose: string) => createHmac("sha256", root).update(purpose).digest();
  return {
    keyPepper: derive("darkroom/key-pepper"),
    uploadSigning: derive("darkroom/upload-signing"),
    csrf: derive("darkroom/csrf"),
    cursors: derive("darkroom/cursors"),
    webhookSealing: derive("darkroom/webhook-sealing"),
    callbacks: derive("darkroom/callbacks"),
    fingerprint: createHash("sha256").update(derive("darkroom/fingerprint")).digest(),
  };
}

async function loadOrCreateSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, "app-secret");
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(32).toString("hex");
  // "wx" fails where the file is there, so of two processes that start at once one makes it.
  await writeFile(path, made, { flag: "wx", mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return (await readFile(path, "utf8")).trim();
}

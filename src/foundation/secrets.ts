import { createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { AppError } from "./errors.ts";

/** Keys that stored data depends on. They stay the same when APP_SECRET is replaced. */
export interface StoredKeys {
  /** Pepper for the hashes of API keys. */
  keyPepper: Buffer;
  /** Derives the ids of uploads from idempotency keys. */
  uploadIds: Buffer;
  /** Derives the identifiers of end users for providers. */
  providerUsers: Buffer;
}

/** Keys derived from one APP_SECRET, one per purpose, so that none can be used for another. */
export interface DerivedKeys extends StoredKeys {
  /** Signs upload URLs. */
  uploadSigning: Buffer;
  /** Signs URLs of generated images. */
  imageSigning: Buffer;
  /** Signs CSRF tokens. */
  csrf: Buffer;
  /** Signs the tokens of trusted devices. */
  devices: Buffer;
  /** Signs the cursors of lists. */
  cursors: Buffer;
  /** Encrypts webhook secrets with AES-256. */
  webhookSealing: Buffer;
  /** Encrypts the stored keys with AES-256. */
  keySealing: Buffer;
  /** Signs the attempt references in callback URLs. */
  callbacks: Buffer;
  /** Identifies the APP_SECRET; safe to store. */
  fingerprint: Buffer;
}

/** The keys of APP_SECRET. The stored keys are replaced by those of the database when it is bound. */
export interface Secrets extends DerivedKeys {
  /** The keys of APP_SECRET_PREVIOUS, which verify and decrypt only. */
  previous: DerivedKeys | undefined;
}

/** The names of the stored keys, in the order in which they are stored. */
export const STORED_KEY_NAMES = ["keyPepper", "uploadIds", "providerUsers"] as const;

/** The file in DATA_DIR with the secret that is generated if APP_SECRET is not set. */
export const SECRET_FILE = "app-secret";

const KEY_BYTES = 32;
// As for APP_SECRET. A secret that was created has 64.
const LEAST_CHARACTERS = 32;

/** Returns whether there is a secret, so that `openSecrets` creates none. */
export function hasSecret({ appSecret, dataDir }: Pick<Config, "appSecret" | "dataDir">): boolean {
  return appSecret !== undefined || existsSync(join(dataDir, SECRET_FILE));
}

/** Derives every key from APP_SECRET, or from a secret that is created in DATA_DIR at the first use. */
export async function openSecrets(config: Config): Promise<Secrets> {
  const root = config.appSecret ?? (await loadOrCreateSecret(config.dataDir));
  const { appSecretPrevious: previous } = config;
  return {
    ...deriveKeys(root),
    previous: previous === undefined ? undefined : deriveKeys(previous),
  };
}

/** Returns the keys of a purpose that verify tokens or decrypt data, the current one first. */
export function listDerivedKeys(
  { previous, ...current }: Secrets,
  purpose: Exclude<keyof DerivedKeys, keyof StoredKeys>,
): Buffer[] {
  return previous === undefined ? [current[purpose]] : [current[purpose], previous[purpose]];
}

/** Returns the bytes of stored keys. */
export function toStoredBytes(keys: StoredKeys): Buffer {
  return Buffer.concat(STORED_KEY_NAMES.map((name) => keys[name]));
}

/** Returns the stored keys of their bytes. */
export function fromStoredBytes(bytes: Buffer): StoredKeys {
  const readKey = (at: number) => bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES);
  return { keyPepper: readKey(0), uploadIds: readKey(1), providerUsers: readKey(2) };
}

function deriveKeys(root: string): DerivedKeys {
  const derive = (purpose: string) => createHmac("sha256", root).update(purpose).digest();
  return {
    keyPepper: derive("darkroom/key-pepper"),
    // The name under which earlier releases derived ids of uploads.
    uploadIds: derive("darkroom/upload-signing"),
    providerUsers: derive("darkroom/provider-users"),
    uploadSigning: derive("darkroom/upload-signing"),
    imageSigning: derive("darkroom/image-signing"),
    csrf: derive("darkroom/csrf"),
    devices: derive("darkroom/devices"),
    cursors: derive("darkroom/cursors"),
    webhookSealing: derive("darkroom/webhook-sealing"),
    keySealing: derive("darkroom/key-sealing"),
    callbacks: derive("darkroom/callbacks"),
    fingerprint: createHash("sha256").update(derive("darkroom/fingerprint")).digest(),
  };
}

async function loadOrCreateSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, SECRET_FILE);
  if (!existsSync(path)) await createSecret(dataDir);
  const secret = (await readFile(path, "utf8")).trim();
  if (secret.length >= LEAST_CHARACTERS) return secret;
  const message =
    `${path} is empty or incomplete: restore it from a backup, or remove it if no database was set up ` +
    "with it, so that a new one is created.";
  throw new AppError("unavailable", message);
}

/**
 * Creates the secret, which is complete and on disk when its name appears. Of several processes that start
 * together, one creates it.
 */
async function createSecret(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, SECRET_FILE);
  const draft = `${path}.${crypto.randomUUID()}`;
  try {
    await using file = await open(draft, "wx", 0o600);
    await file.writeFile(randomBytes(32).toString("hex"));
    await file.sync();
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await using folder = await open(dataDir);
  await folder.sync();
}

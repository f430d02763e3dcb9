import * as queries from "../../../generated/queries/installation.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { seal, unseal } from "../../foundation/sealing.ts";
import {
  type DerivedKeys,
  fromStoredBytes,
  STORED_KEY_NAMES,
  type StoredKeys,
  toStoredBytes,
} from "../../foundation/secrets.ts";

// If another process changes the row during one attempt, the next attempt reads it.
const ATTEMPTS = 5;
const OWNER = "installation";

/**
 * Binds the database to APP_SECRET at its first use, and sets the keys in `ctx.secrets` that stored data
 * depends on: they stay the same for the life of a database and are stored encrypted. A database that is
 * bound to APP_SECRET_PREVIOUS is bound to APP_SECRET: the keys are encrypted again. Throws `conflict` if it
 * was bound to another secret, because no API key of this database would be recognized.
 */
export async function bindInstallation(ctx: Context): Promise<void> {
  const { secrets, db } = ctx;
  const { fingerprint } = secrets;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const first = { fingerprint, sealedKeys: sealKeys(secrets, secrets) };
    const [row] = await queries.claimInstallation.run(first, db);
    if (row === undefined) continue;
    const { secretFingerprint: oldFingerprint, sealedKeys: oldSealedKeys = null } = row;
    const bound = [secrets, ...(secrets.previous ? [secrets.previous] : [])].find((keys) =>
      keys.fingerprint.equals(oldFingerprint),
    );
    if (bound === undefined) throw toUnknownSecretError();
    const stored = oldSealedKeys === null ? bound : unsealKeys(bound, oldSealedKeys);
    if (bound !== secrets || oldSealedKeys === null) {
      const next = { fingerprint, sealedKeys: sealKeys(secrets, stored) };
      const change = { ...next, oldFingerprint, oldSealedKeys };
      const changed = await queries.rotateInstallation.run(change, db);
      if (changed.length === 0) continue;
    }
    for (const name of STORED_KEY_NAMES) secrets[name] = stored[name];
    return;
  }
  throw new AppError("internal", "The installation could not be read.");
}

function sealKeys(by: DerivedKeys, stored: StoredKeys): Buffer {
  return seal(by.keySealing, OWNER, toStoredBytes(stored));
}

function unsealKeys(by: DerivedKeys, sealed: Uint8Array): StoredKeys {
  return fromStoredBytes(unseal([by.keySealing], OWNER, sealed));
}

function toUnknownSecretError(): AppError {
  return new AppError(
    "conflict",
    "This database was set up with another APP_SECRET, and its keys work with that one only: " +
      "set APP_SECRET to it, or DATA_DIR to the folder whose app-secret file holds it. To replace it, set " +
      "APP_SECRET_PREVIOUS to it.",
  );
}

import { availableParallelism } from "node:os";
import { createFairQueue, type QueueGroup } from "../../foundation/fair-queue.ts";

// Minimum that OWASP recommends for argon2id. A hash takes 19 MiB and about 25 ms of one core.
const HASHING = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

// Hash with the parameters above that no password matches. An unknown address is verified against it, so
// that it takes the same time as a known one.
const UNKNOWN_ACCOUNT_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$" +
  "zf8HMLo+/rDS/7LZlqx/4+Fa9UHWtsz5CbfU0uXLXek$8Dh8PVEfhQy2NqC9X39GL7wn+CD8ga7/DH4ItljsIK8";

// Shared by the whole process, because hashing needs its CPU and memory. Half of the cores stay free.
const runInTurn = createFairQueue({
  maxConcurrent: Math.max(2, Math.floor(availableParallelism() / 2)),
  maxQueued: 512,
  message: "Too many concurrent sign-ins. Try again in a few seconds.",
});

/** The turn of operators on the command line and in the console. */
export const OPERATOR: QueueGroup = { name: "operator", isPreferred: true };

/** Hashes a password that was checked by `checkNewPassword`. Throws `unavailable` under load. */
export function hashPassword(group: QueueGroup, password: string): Promise<string> {
  return runInTurn(group, () => Bun.password.hash(password.normalize("NFC"), HASHING));
}

/**
 * Returns whether a password matches a hash. Takes the same time if there is no hash. Throws `unavailable`
 * under load.
 */
export async function verifyPassword(
  group: QueueGroup,
  password: string,
  hashed: string | null | undefined,
): Promise<boolean> {
  const isSame = await runInTurn(group, () =>
    Bun.password.verify(password.normalize("NFC"), hashed ?? UNKNOWN_ACCOUNT_HASH),
  );
  return isSame && typeof hashed === "string";
}

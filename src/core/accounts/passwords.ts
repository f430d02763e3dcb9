import { AppError } from "../../foundation/errors.ts";
import { createSemaphore } from "../../foundation/semaphore.ts";

// Minimum that OWASP recommends for argon2id. A hash takes 19 MiB and about 25 ms of one core.
const HASHING = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

// Hash with the parameters above that no password matches. An unknown address is verified against it, so
// that it takes the same time as a known one.
const UNKNOWN_ACCOUNT_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$" +
  "zf8HMLo+/rDS/7LZlqx/4+Fa9UHWtsz5CbfU0uXLXek$8Dh8PVEfhQy2NqC9X39GL7wn+CD8ga7/DH4ItljsIK8";

const LEAST_BYTES = 8;
const MOST_BYTES = 256;

// Shared by the whole process, because hashing needs its CPU and memory.
const runLimited = createSemaphore({
  maxConcurrent: 2,
  maxQueued: 64,
  message: "Too many concurrent sign-ins. Try again in a few seconds.",
});

/**
 * Hashes a password of 8 to 256 bytes. Throws `invalid_request` for other lengths and `unavailable` under
 * load.
 */
export async function hashPassword(password: string, field = "password"): Promise<string> {
  const size = Buffer.byteLength(password);
  if (size < LEAST_BYTES || size > MOST_BYTES) {
    const reason = `must have ${LEAST_BYTES} to ${MOST_BYTES} bytes`;
    throw new AppError("invalid_request", `The password ${reason}.`, {
      details: { issues: [{ path: [field], reason }] },
    });
  }
  return runLimited(() => Bun.password.hash(password.normalize("NFC"), HASHING));
}

/** Returns whether a password matches a hash. Takes the same time if there is no hash. */
export async function verifyPassword(
  password: string,
  hashed: string | null | undefined,
): Promise<boolean> {
  const isSame = await runLimited(() =>
    Bun.password.verify(password.normalize("NFC"), hashed ?? UNKNOWN_ACCOUNT_HASH),
  );
  return isSame && typeof hashed === "string";
}

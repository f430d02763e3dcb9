import { AppError } from "../../foundation/errors.ts";
import { createSemaphore } from "../../foundation/semaphore.ts";

// What OWASP recommends at the least for argon2id. Each hash takes 19 MiB and some 25 ms of a core.
const HASHING = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

// Of no password at all, with the parameters above: what an unknown address is checked against.
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$" +
  "zf8HMLo+/rDS/7LZlqx/4+Fa9UHWtsz5CbfU0uXLXek$8Dh8PVEfhQy2NqC9X39GL7wn+CD8ga7/DH4ItljsIK8";

const LEAST_BYTES = 8;
const MOST_BYTES = 256;

// Of the process, because so is what hashing uses up; a flood of sign-ins leaves the rest alone.
const inTurn = createSemaphore({
  atOnce: 2,
  waiting: 64,
  refusal: "Too many people are signing in. Try again in a few seconds.",
});

/** Hashes a password of 8 to 256 bytes. Throws `invalid_request` for another, `unavailable` if too busy. */
export async function hashPassword(password: string, field = "password"): Promise<string> {
  const size = Buffer.byteLength(password);
  if (size < LEAST_BYTES || size > MOST_BYTES) {
    const reason = `must have ${LEAST_BYTES} to ${MOST_BYTES} bytes`;
    throw new AppError("invalid_request", `The password ${reason}.`, {
      details: { issues: [{ path: [field], reason }] },
    });
  }
  return inTurn(() => Bun.password.hash(password.normalize("NFC"), HASHING));
}

/** Whether a password is the one that was hashed. Takes as long where there is no hash. */
export async function verifyPassword(
  password: string,
  hashed: string | null | undefined,
): Promise<boolean> {
  const isSame = await inTurn(() =>
    Bun.password.verify(password.normalize("NFC"), hashed ?? NOBODY),
  );
  return isSame && typeof hashed === "string";
}

import { AppError } from "../errors.ts";

// What OWASP recommends at the least for argon2id. Each hash takes 19 MiB and some 25 ms of a core.
const HASHING = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

// Of no password at all, with the parameters above: what an unknown address is checked against.
const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$" +
  "zf8HMLo+/rDS/7LZlqx/4+Fa9UHWtsz5CbfU0uXLXek$8Dh8PVEfhQy2NqC9X39GL7wn+CD8ga7/DH4ItljsIK8";

const LEAST_BYTES = 8;
const MOST_BYTES = 256;
const MOST_AT_ONCE = 2;
const MOST_WAITING = 64;

/** Hashes a password of 8 to 256 bytes. Throws `invalid_request` for another, `unavailable` if too busy. */
export async function hash(password: string, field = "password"): Promise<string> {
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
export async function verify(
  password: string,
  hashed: string | null | undefined,
): Promise<boolean> {
  const isSame = await inTurn(() =>
    Bun.password.verify(password.normalize("NFC"), hashed ?? NOBODY),
  );
  return isSame && typeof hashed === "string";
}

// Of the process, because so is what hashing uses up: cores and memory.
let underWay = 0;
const waiting: (() => void)[] = [];

/** Lets few hash at once and few wait, so that a flood of sign-ins leaves the rest alone. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (underWay < MOST_AT_ONCE) underWay++;
  else if (waiting.length < MOST_WAITING) await new Promise<void>((turn) => waiting.push(turn));
  else {
    throw new AppError(
      "unavailable",
      "Too many people are signing in. Try again in a few seconds.",
      {
        details: { retryAfterSeconds: 3 },
      },
    );
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay--;
    else next();
  }
}

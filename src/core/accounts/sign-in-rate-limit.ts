import { isIPv6 } from "node:net";
import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// In 15 minutes. Behind one address there may be a whole office.
const MOST_OF_CALLER = 100;
const MOST_OF_EMAIL = 10;

/**
 * Counts one sign-in, by caller and by account. Throws `rate_limited` where either has had its
 * number of them. Answers how to forgive it, once it has proved good.
 */
export async function consumeSignIn(
  ctx: Context,
  address: string | undefined,
  email: string,
): Promise<() => Promise<void>> {
  const callerScope = `sign-in ${addressScope(address)}`;
  const emailScope = `account ${email}`;
  const [row] = await queries.takeSignIn.run(
    { callerScope, callerLimit: MOST_OF_CALLER, emailScope, emailLimit: MOST_OF_EMAIL },
    ctx.db,
  );
  assertWithinLimit(row?.waitSeconds ?? 0);
  return async () => {
    await queries.resetSignIn.run({ callerScope, emailScope }, ctx.db);
  };
}

/** Counts one sign-up, by caller. Throws `rate_limited`. */
export async function consumeSignUp(ctx: Context, address: string | undefined): Promise<void> {
  await consumeAttempt(ctx, `sign-up ${addressScope(address)}`, MOST_OF_CALLER);
}

/** Counts one of `limit` in 15 minutes. Throws `rate_limited`. */
export async function consumeAttempt(ctx: Context, scope: string, limit: number): Promise<void> {
  const [row] = await queries.takeAttempt.run({ scope, limit }, ctx.db);
  assertWithinLimit(row?.waitSeconds ?? 0);
}

/** Who counts as one caller: an IPv4 address, or the /64 that one IPv6 customer has to himself. */
function addressScope(address: string | undefined): string {
  if (address === undefined) return "unknown";
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%", 1).join("").split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill("0");
  return `${[...first, ...middle, ...last].slice(0, 4).join(":")}::/64`;
}

function assertWithinLimit(waitSeconds: number): void {
  if (waitSeconds <= 0) return;
  throw new AppError("rate_limited", `Too many attempts. Try again in ${waitSeconds} seconds.`, {
    details: { retryAfterSeconds: waitSeconds },
  });
}

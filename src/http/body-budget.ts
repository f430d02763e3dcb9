import type { Context } from "../app/context.ts";
import { AppError } from "../foundation/errors.ts";

const MB = 1024 * 1024;
// What everybody may send always: bodies below this are bounded by the number of connections.
const SMALL_BYTES = 64 * 1024;

interface Budget {
  /** Of this process. */
  mostBytes: number;
  mostOfAccountBytes: number;
  usedBytes: number;
  byAccount: Map<string, number>;
}

// A JSON body takes about three times its size in memory while it is parsed, a form its size on the disk.
const BUDGETS = {
  memory: openBudget(256 * MB, 160 * MB),
  disk: openBudget(8192 * MB, 3584 * MB),
};

/** How large a request's body may be, and where it is kept until the reply. */
export interface AnnouncedBody {
  /** As its Content-Length says, or else the most that is read. */
  bytes: number;
  place: keyof typeof BUDGETS;
}

/** A part of the budget. It ends with the request at the latest. */
export interface BodyReservation extends Disposable {
  /** Gives back what the body did not need. */
  shrink(bytes: number): void;
}

/**
 * Reserves room for a body before a byte of it is read. Throws `concurrency_limited` where the account has
 * too many bytes under way, and `unavailable` where the server has, or too little disk is free.
 */
export async function reserveBody(
  ctx: Context,
  account: string,
  { bytes, place }: AnnouncedBody,
): Promise<BodyReservation> {
  if (bytes <= SMALL_BYTES) return { shrink: () => undefined, [Symbol.dispose]: () => undefined };
  const taken = take(BUDGETS[place], account, bytes);
  if (place === "memory") return taken;
  const space = await ctx.disk.reserve(bytes);
  if (space !== undefined) return withSpace(taken, space);
  taken[Symbol.dispose]();
  throw refuse("unavailable", "The server has too little free disk space to receive files.");
}

function take(budget: Budget, account: string, bytes: number): BodyReservation {
  const own = budget.byAccount.get(account) ?? 0;
  if (own + bytes > budget.mostOfAccountBytes) {
    const message = "The account has too many bytes of requests under way.";
    throw refuse("concurrency_limited", message);
  }
  if (budget.usedBytes + bytes > budget.mostBytes) {
    throw refuse("unavailable", "The server has too many bytes of requests under way.");
  }
  let held = 0;
  const hold = (next: number) => {
    budget.usedBytes += next - held;
    const left = (budget.byAccount.get(account) ?? 0) + next - held;
    if (left > 0) budget.byAccount.set(account, left);
    else budget.byAccount.delete(account);
    held = next;
  };
  hold(bytes);
  return {
    shrink: (needed) => hold(Math.min(held, needed)),
    [Symbol.dispose]: () => hold(0),
  };
}

function withSpace(taken: BodyReservation, space: Disposable): BodyReservation {
  return {
    // What was received is on the disk by now and counts there.
    shrink(bytes) {
      taken.shrink(bytes);
      space[Symbol.dispose]();
    },
    [Symbol.dispose]() {
      taken[Symbol.dispose]();
      space[Symbol.dispose]();
    },
  };
}

function openBudget(mostBytes: number, mostOfAccountBytes: number): Budget {
  return { mostBytes, mostOfAccountBytes, usedBytes: 0, byAccount: new Map() };
}

function refuse(code: "concurrency_limited" | "unavailable", message: string): AppError {
  const text = `${message} Try again in a few seconds.`;
  return new AppError(code, text, { details: { retryAfterSeconds: 5 } });
}

import type { Context } from "../app/context.ts";
import { AppError } from "../foundation/errors.ts";

const MB = 1024 * 1024;
/** Larger bodies are paid for, or share a small budget. */
export const LARGE_BYTES = MB;
// Smaller bodies need no reservation: the number of connections bounds them.
const SMALL_BYTES = 64 * 1024;

const ACCOUNT_LIMIT = "The concurrent requests of the account are too large.";

interface Budget {
  /** For all accounts, in this process. */
  maxBytes: number;
  maxAccountBytes: number;
  usedBytes: number;
  byAccount: Map<string, number>;
}

// Parsing a JSON body takes about three times its size in memory; a form takes its size on disk.
const BUDGETS = {
  memory: openBudget(256 * MB, 160 * MB),
  // For large bodies that are not paid for. One of 24 MB at a time for each account.
  unpaidMemory: openBudget(96 * MB, 32 * MB),
  disk: openBudget(8192 * MB, 3584 * MB),
  // For forms that are not paid for. Five files of 200 MB at a time for each account.
  unpaidDisk: openBudget(4096 * MB, 1024 * MB),
};

/** How large the body of a request may be, and where it is kept until the response. */
export interface AnnouncedBody {
  /** Content-Length, but at most the limit of the operation; without the header, that limit. */
  bytes: number;
  place: keyof typeof BUDGETS;
}

/** A reserved part of the budget. Disposed at the end of the request at the latest. */
export interface BodyReservation extends Disposable {
  /** Returns the bytes beyond `bytes` to the budget. */
  shrink(bytes: number): void;
}

/**
 * Reserves memory or disk space for a body before it is read. Throws `rate_limited`, which every operation
 * with a body declares, if the bodies of the account exceed its budget or half of the free disk space, and
 * `unavailable` if those of all accounts exceed the server's budget or too little disk space is free.
 */
export async function reserveBody(
  ctx: Context,
  account: string,
  { bytes, place }: AnnouncedBody,
): Promise<BodyReservation> {
  if (bytes <= SMALL_BYTES) return { shrink: () => undefined, [Symbol.dispose]: () => undefined };
  const taken = takeBytes(BUDGETS[place], account, bytes);
  if (place !== "disk" && place !== "unpaidDisk") return taken;
  try {
    return withSpace(taken, await reserveSpace(ctx, account, bytes));
  } catch (error) {
    taken[Symbol.dispose]();
    throw error;
  }
}

async function reserveSpace(ctx: Context, account: string, bytes: number): Promise<Disposable> {
  // First, so that a body that is refused never holds space that another one needs.
  if (!(await leavesSpace(ctx, account, bytes)))
    throw createLimitError("rate_limited", ACCOUNT_LIMIT);
  const space = await ctx.disk.reserve(bytes);
  if (space !== undefined) return space;
  const message = "The server has too little free disk space to receive files.";
  throw createLimitError("unavailable", message);
}

// Bodies can arrive slowly. On a nearly full disk, those of one account would keep the space that the bodies
// and images of all others need.
async function leavesSpace({ disk }: Context, account: string, bytes: number): Promise<boolean> {
  const budgets = [BUDGETS.disk, BUDGETS.unpaidDisk];
  const held = budgets.reduce((sum, { byAccount }) => sum + (byAccount.get(account) ?? 0), 0);
  return held <= bytes || held <= (await disk.freeBytes()) / 2;
}

function takeBytes(budget: Budget, account: string, bytes: number): BodyReservation {
  const accountBytes = budget.byAccount.get(account) ?? 0;
  if (accountBytes + bytes > budget.maxAccountBytes) {
    throw createLimitError("rate_limited", ACCOUNT_LIMIT);
  }
  if (budget.usedBytes + bytes > budget.maxBytes) {
    throw createLimitError("unavailable", "The concurrent requests to the server are too large.");
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
    // The received bytes are on disk and reduce its free space, so the reservation is disposed.
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

function openBudget(maxBytes: number, maxAccountBytes: number): Budget {
  return { maxBytes, maxAccountBytes, usedBytes: 0, byAccount: new Map() };
}

function createLimitError(code: "rate_limited" | "unavailable", message: string): AppError {
  const text = `${message} Try again in a few seconds.`;
  return new AppError(code, text, { details: { retryAfterSeconds: 5 } });
}

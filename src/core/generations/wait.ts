import type { Context } from "../../app/context.ts";
import { AppError, isUnavailable } from "../../foundation/errors.ts";
import { isAwaited } from "./accept-parameters.ts";
import { type Generation, isFinished } from "./find.ts";
import { recordWait } from "./local-worker.ts";
import { settleUndurable } from "./unconfirmed-create.ts";

// A generation cannot finish this soon after it was accepted, so an earlier read would only slow its
// worker.
const MIN_RUN_MS = 100;

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === "not_found";
}

// The commit of a generation whose client waits is not durable at once: see `accept_generations_2`.
function toUnconfirmedError(cause: unknown): AppError {
  const message = "The request was lost in a crash. Nothing was charged. Send the request again.";
  return new AppError("unavailable", message, { cause });
}

/** What to wait for, and how to read it. */
export interface Wait<Result> {
  id: string;
  accountId: string;
  /** The idempotency key of a create. */
  idempotencyKey?: string | undefined;
  /** Whether the generation was just accepted and need not be read immediately. */
  isNew: boolean;
  /** The finished generation, if it runs in this process. Undefined if it has to be read. */
  directResult?: Promise<Generation | undefined> | undefined;
  /** Reads the generation, unless it is given, together with other data for the response. */
  read(finished?: Generation): Promise<Result>;
}

// A commit with `synchronous_commit = off` is durable after this time: see MIN_AWAITED_MS in
// `accept-parameters.ts`.
const DURABLE_MS = 1_000;

/**
 * Waits until a generation has finished, the deadline has passed or the client has disconnected, and
 * returns the last result of `read`. Giving up does not stop the generation. Retries while the database is
 * unavailable; returns undefined if it was unavailable the whole time. Throws the errors of `read`, and
 * `unavailable` if a crash of Postgres has undone the acceptance, or can have undone it: without an
 * idempotency key the generation is then canceled once the database is available.
 */
export async function waitForResult<Result extends Pick<Generation, "status">>(
  ctx: Context,
  wait: Wait<Result>,
  until: { waitMs: number; signal: AbortSignal },
): Promise<Result | undefined> {
  const { id, isNew, directResult, read } = wait;
  // The slot of a direct run records the wait.
  using _wait = directResult === undefined ? recordWait(ctx, until) : undefined;
  const acceptance = trackAcceptance(wait, until);
  let latest: Result | undefined;
  const done = new AbortController();
  const signals = [until.signal, ctx.closing, AbortSignal.timeout(until.waitMs), done.signal];
  const signal = AbortSignal.any(signals);
  const direct = trackDirectResult(directResult);
  try {
    let isLast = false;
    for (let isEarly = isNew; ; isEarly = false) {
      // Subscribes before reading, so that a finish between the two is not missed.
      const published = ctx.finished.next(id, signal).then(
        () => true,
        () => false,
      );
      const woken = Promise.race([published, ...direct.pending()]);
      const isDirect = direct.pending().length > 0;
      if (isEarly) await (isDirect ? woken : Promise.race([woken, Bun.sleep(MIN_RUN_MS)]));
      const isLateRead = acceptance.ageMs() > DURABLE_MS;
      const now = await read(direct.finished()).catch((error: unknown) => {
        if (isUnavailable(error)) return undefined;
        throw isNew && isNotFound(error) ? toUnconfirmedError(error) : error;
      });
      if (now !== undefined && isLateRead) acceptance.confirm();
      latest = now ?? latest;
      if (now !== undefined && isFinished(now)) return latest;
      if (isLast) break;
      isLast = !(await woken);
      if (!isLast) continue;
      if (acceptance.isDurable() || until.signal.aborted) return latest;
      await Bun.sleep(Math.max(0, DURABLE_MS - acceptance.ageMs()) + 1);
    }
    if (!acceptance.isDurable()) throw settleUndurable(ctx, wait);
    return latest;
  } finally {
    done.abort();
  }
}

/**
 * Tracks whether the acceptance of a generation is durable: after a crash of Postgres, only a read that
 * begins when its commit has been flushed proves that. A run without the queue begins with a commit that is
 * durable at once.
 */
function trackAcceptance(
  { isNew, directResult }: Pick<Wait<unknown>, "isNew" | "directResult">,
  { waitMs }: { waitMs: number },
) {
  const acceptedAt = performance.now();
  let isDurable = !isNew || directResult !== undefined || !isAwaited({ waitMs });
  return {
    ageMs: () => performance.now() - acceptedAt,
    confirm: () => void (isDurable = true),
    isDurable: () => isDurable,
  };
}

// Another process can finish a generation that runs here, so its result is only one of the events that
// end a wait.
function trackDirectResult(result: Promise<Generation | undefined> | undefined) {
  let finished: Generation | undefined;
  let pending: Promise<true>[] = [];
  if (result !== undefined) {
    pending = [
      result.then((generation) => {
        finished = generation;
        pending = [];
        return true;
      }),
    ];
  }
  return { finished: () => finished, pending: () => pending };
}

import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { ProviderUsage } from "../../providers/provider.ts";
import { isUnavailable } from "./unconfirmed-create.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";

/** A stored image of a generation. */
export interface GeneratedImage {
  id: string;
  storageKey: string;
  webpKey: string | null;
  contentType: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** ThumbHash placeholder as a data URL. */
  placeholder: string | null;
  createdAt: string;
}

/** The state of a generation. The first two are not final. */
export type GenerationStatus =
  "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";

/** A generation as shown to its owner. */
export type Generation = Omit<
  queries.IFindGenerationResult,
  "images" | "options" | "inputs" | "status" | "errorCode"
> & {
  status: GenerationStatus;
  errorCode: ErrorCode | null;
  images: GeneratedImage[];
  options: GenerationOptions;
  inputs: StoredInput[];
};

/** Returns a generation of an account. Throws `not_found`, also for one of another account. */
export async function loadGeneration(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<Generation> {
  const rows = isUuid(id) ? await queries.findGeneration.run({ id, accountId }, ctx.db) : [];
  const [row] = rows;
  if (row === undefined) throw toNotFoundError();
  // `check` constraints limit status and error code; only `acceptGeneration` and `finishGeneration` write
  // the JSON.
  return row as unknown as Generation;
}

/** Returns whether a generation has finished. */
export function isFinished(generation: Pick<Generation, "status">): boolean {
  return generation.status !== "queued" && generation.status !== "running";
}

/**
 * Returns the charged and released credits of a generation and the grants that paid. Throws `not_found`.
 */
export async function getReceipt(ctx: Context, accountId: string, id: string) {
  const [row] = await queries.findReceipt.run({ id, accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Returns the tokens that the provider reported for a generation, if it reports them. */
export async function findUsage(
  ctx: Context,
  generationId: string,
): Promise<ProviderUsage | undefined> {
  const [row] = await queries.findUsage.run({ generationId }, ctx.db);
  // Only `finishGeneration` writes the column, with the provider's usage; the query reads only tokens.
  return (row?.usage as ProviderUsage | null | undefined) ?? undefined;
}

// A generation cannot finish this soon after it was accepted, so an earlier read would only slow its
// worker.
const MIN_RUN_MS = 100;

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === "not_found";
}

// The commit of a generation whose client waits is not durable at once: see `accept_generations`.
function toUnconfirmedError(cause: unknown): AppError {
  const message = "The request was lost in a crash. Nothing was charged. Send the request again.";
  return new AppError("unavailable", message, { cause });
}

/** What to wait for, and how to read it. */
interface Wait<Result> {
  id: string;
  /** Whether the generation was just accepted and need not be read immediately. */
  isNew: boolean;
  /** Reads the generation, together with other data for the response. */
  read(): Promise<Result>;
}

// A commit with `synchronous_commit = off` is durable after this time: see MIN_AWAITED_MS in `accept.ts`.
const DURABLE_MS = 1_000;

/**
 * Waits until a generation has finished, the deadline has passed or the client has disconnected, and
 * returns the last result of `read`. Giving up does not stop the generation. Retries while the database is
 * unavailable; returns undefined if it was unavailable the whole time. Throws the errors of `read`, and
 * `unavailable` if a crash of Postgres has undone the acceptance.
 */
export async function waitForResult<Result extends Pick<Generation, "status">>(
  ctx: Context,
  { id, isNew, read }: Wait<Result>,
  until: { waitMs: number; signal: AbortSignal },
): Promise<Result | undefined> {
  const startedAt = performance.now();
  let latest: Result | undefined;
  const done = new AbortController();
  const signals = [until.signal, ctx.closing, AbortSignal.timeout(until.waitMs), done.signal];
  const signal = AbortSignal.any(signals);
  try {
    let isLast = false;
    for (let isEarly = isNew; ; isEarly = false) {
      // Subscribes before reading, so that a finish between the two is not missed.
      const published = ctx.finished.next(id, signal).then(
        () => true,
        () => false,
      );
      if (isEarly) await Promise.race([published, Bun.sleep(MIN_RUN_MS)]);
      const now = await read().catch((error: unknown) => {
        if (isUnavailable(error)) return undefined;
        throw isNew && isNotFound(error) ? toUnconfirmedError(error) : error;
      });
      latest = now ?? latest;
      if ((now !== undefined && isFinished(now)) || isLast) return latest;
      isLast = !(await published);
      if (!isLast) continue;
      const isDurable = !isNew || performance.now() - startedAt > DURABLE_MS;
      if (isDurable || !ctx.closing.aborted) return latest;
      await Bun.sleep(DURABLE_MS);
    }
  } finally {
    done.abort();
  }
}

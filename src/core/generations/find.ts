import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { ProviderUsage } from "../../providers/provider.ts";
import { isUnavailable } from "./unconfirmed-create.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";

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

export type GenerationStatus =
  "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";

/** A generation as its owner may see it. */
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

/** Finds a generation of an account. A stranger's is absent: throws `not_found` for both. */
export async function loadGeneration(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<Generation> {
  const rows = isUuid(id) ? await queries.findGeneration.run({ id, accountId }, ctx.db) : [];
  const [row] = rows;
  if (row === undefined) throw toNotFoundError();
  // Status and error code are closed by `check`s, the JSON is written by `accept` and `finish` alone.
  return row as unknown as Generation;
}

/** Whether a generation has ended. */
export function isFinished(generation: Pick<Generation, "status">): boolean {
  return generation.status !== "queued" && generation.status !== "running";
}

/** What a generation's money came to, and which batches paid. Throws `not_found`. */
export async function getReceipt(ctx: Context, accountId: string, id: string) {
  const [row] = await queries.findReceipt.run({ id, accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** The tokens that the provider counted for a generation, where it counts them. */
export async function findUsage(
  ctx: Context,
  generationId: string,
): Promise<ProviderUsage | undefined> {
  const [row] = await queries.findUsage.run({ generationId }, ctx.db);
  // `finish` alone writes the column, with what a provider has told; the query takes tokens only.
  return (row?.usage as ProviderUsage | null | undefined) ?? undefined;
}

// What was accepted a moment ago cannot have ended: to look would only be in its worker's way.
const HEAD_START_MS = 100;

function isAbsence(error: unknown): boolean {
  return error instanceof AppError && error.code === "not_found";
}

// What was accepted for somebody who waits is not on the disk at once: see `accept_generations`.
function toUnconfirmedError(cause: unknown): AppError {
  const message = "The request was lost in a crash. Nothing was charged: send it again.";
  return new AppError("unavailable", message, { cause });
}

/** What somebody waits for. */
export interface Wait<Seen> {
  id: string;
  /** True where it was accepted a moment ago, and may be left alone for another one. */
  isNew: boolean;
  /** Reads it, with whatever else is to be told together with its end. */
  look(): Promise<Seen>;
}

// A commit that did not wait for the disk is on it after this time: see AWAITED_MS in `accept.ts`.
const DURABLE_MS = 1_000;

/**
 * Waits until a generation has ended, or until the deadline or the caller's leaving; answers what
 * `look` saw last. Giving up costs nothing: the work goes on. An outage of the database is waited out;
 * returns undefined where it lasted from the first look to the end. Otherwise throws what `look` does,
 * and `unavailable` where a crash of Postgres has undone the acceptance.
 */
export async function waitForResult<Seen extends Pick<Generation, "status">>(
  ctx: Context,
  { id, isNew, look }: Wait<Seen>,
  until: { waitMs: number; signal: AbortSignal },
): Promise<Seen | undefined> {
  const began = performance.now();
  let seen: Seen | undefined;
  const done = new AbortController();
  const signals = [until.signal, ctx.closing, AbortSignal.timeout(until.waitMs), done.signal];
  const signal = AbortSignal.any(signals);
  try {
    let isLast = false;
    for (let isEarly = isNew; ; isEarly = false) {
      // Listen first, look second: an end between the two is not missed.
      const news = ctx.finished.next(id, signal).then(
        () => true,
        () => false,
      );
      if (isEarly) await Promise.race([news, Bun.sleep(HEAD_START_MS)]);
      const now = await look().catch((error: unknown) => {
        if (isUnavailable(error)) return undefined;
        throw isNew && isAbsence(error) ? toUnconfirmedError(error) : error;
      });
      seen = now ?? seen;
      if ((now !== undefined && isFinished(now)) || isLast) return seen;
      isLast = !(await news);
      if (!isLast) continue;
      const isDurable = !isNew || performance.now() - began > DURABLE_MS;
      if (isDurable || !ctx.closing.aborted) return seen;
      await Bun.sleep(DURABLE_MS);
    }
  } finally {
    done.abort();
  }
}

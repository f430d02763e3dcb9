import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../context.ts";
import type { ErrorCode } from "../../errors.ts";
import { isUuid, notFound } from "../ids.ts";
import type { ProviderUsage } from "../../providers/provider.ts";
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
export async function get(ctx: Context, accountId: string, id: string): Promise<Generation> {
  const rows = isUuid(id) ? await queries.findGeneration.run({ id, accountId }, ctx.db) : [];
  const [row] = rows;
  if (row === undefined) throw notFound();
  // Status and error code are closed by `check`s, the JSON is written by `accept` and `finish` alone.
  return row as unknown as Generation;
}

/** Whether a generation has ended. */
export function isFinished(generation: Generation): boolean {
  return generation.status !== "queued" && generation.status !== "running";
}

/** What a generation's money came to, and which batches paid. Throws `not_found`. */
export async function getReceipt(ctx: Context, accountId: string, id: string) {
  const [row] = await queries.findReceipt.run({ id, accountId }, ctx.db);
  if (row === undefined) throw notFound();
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

/**
 * Waits until a generation has ended, or until the deadline or the caller's leaving; answers it as
 * it is then. Giving up costs nothing: the work goes on.
 */
export async function waitFor(
  ctx: Context,
  generation: { id: string; accountId: string },
  until: { waitMs: number; signal: AbortSignal },
): Promise<Generation> {
  const { id, accountId } = generation;
  const done = new AbortController();
  const signals = [until.signal, ctx.closing, AbortSignal.timeout(until.waitMs), done.signal];
  const signal = AbortSignal.any(signals);
  try {
    for (;;) {
      // Listen first, look second: an end between the two is not missed.
      const news = ctx.finished.next(id, signal).then(
        () => true,
        () => false,
      );
      const now = await get(ctx, accountId, id);
      if (isFinished(now) || !(await news)) return now;
    }
  } finally {
    done.abort();
  }
}

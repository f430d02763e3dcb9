import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import type { KeptBytes } from "../../foundation/kept-bytes.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { ProviderCredits, ProviderUsage } from "../../providers/provider.ts";
import { findInBatch } from "./batch-find.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";
import { readThroughOutage } from "./unconfirmed-create.ts";

/** A stored image of a generation. */
export interface GeneratedImage {
  id: string;
  storageKey: string;
  webpKey: string | null;
  contentType: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** The content of a small image, if this process has just stored it. */
  bytes?: Uint8Array | undefined;
  /** Its base64, for one reader, if this process has just received it. */
  base64?: KeptBytes | undefined;
  /** Whether its header allows transparent pixels. Undefined if that has to be read from the file. */
  hasAlpha?: boolean;
  /** ThumbHash placeholder as a data URL. */
  placeholder: string | null;
  createdAt: string;
}

/** The state of a generation. The first two are not final. */
export type GenerationStatus =
  "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";

/** A generation as shown to its owner. */
export type Generation = Omit<
  queries.IFindGenerationsResult,
  "itemPosition" | "images" | "options" | "inputs" | "status" | "errorCode"
> & {
  status: GenerationStatus;
  errorCode: ErrorCode | null;
  images: GeneratedImage[];
  options: GenerationOptions;
  inputs: StoredInput[];
  /** What the provider reported. Null: nothing. Undefined: see `findUsage`. */
  usage?: ProviderUsage | ProviderCredits | null;
};

/** Returns a generation of an account. Throws `not_found`, also for one of another account. */
export async function loadGeneration(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<Generation> {
  const row = isUuid(id) ? await findInBatch(ctx.db, { id, accountId }) : undefined;
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

/**
 * Returns the tokens that the provider reported for a generation, if it reports them. Waits while the
 * database is unavailable, because the generation is paid and only its response is missing.
 */
export async function findUsage(
  ctx: Context,
  { id, usage }: Pick<Generation, "id" | "usage">,
): Promise<ProviderUsage | undefined> {
  if (usage !== undefined) return usage !== null && "totalTokens" in usage ? usage : undefined;
  const [row] = await readThroughOutage(ctx, { id, signal: ctx.closing }, () =>
    queries.findUsage.run({ generationId: id }, ctx.db),
  );
  // Only `finishGeneration` writes the column, with the provider's usage; the query reads only tokens.
  return (row?.usage as ProviderUsage | null | undefined) ?? undefined;
}

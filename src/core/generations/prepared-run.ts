import type { Context } from "../../app/context.ts";
import type { ProviderRequest } from "../../providers/provider.ts";
import type { TempDir } from "../media/temp-dir.ts";
import { watchCancel } from "./cancel.ts";
import { type ClaimedGeneration, toProviderRequest, type Worker } from "./claim.ts";

// Time that finishing a generation takes after its images are stored.
const MARGIN_MS = 10_000;

/** What the run of a generation needs before it calls a provider. Disposed at the end of the run. */
export interface PreparedRun extends Disposable {
  /** The path of the temporary directory of the attempt. */
  folder: string;
  request: ProviderRequest;
  /** Aborts when the generation's owner has requested a cancel. */
  canceled: AbortSignal;
  /** Aborts when the images must be stored. */
  until: AbortSignal;
}

/**
 * Prepares a run. Changes nothing but its temporary directory, so this can be done before the generation is
 * accepted. Rejects with a storage fault if the directory cannot be created.
 */
export async function prepareRun(
  ctx: Context,
  worker: Worker,
  {
    generation,
    files,
    endsAt,
  }: {
    generation: ClaimedGeneration;
    files: TempDir;
    /** Deadline in milliseconds of `performance.now`. */
    endsAt: number;
  },
): Promise<PreparedRun> {
  const folder = await files.made;
  const cancel = watchCancel(ctx, generation.id);
  const { signal: canceled } = cancel;
  return {
    ...{ folder, canceled },
    request: toProviderRequest(ctx, generation, folder),
    until: storingUntil(worker, { endsAt, canceled }),
    [Symbol.dispose]: cancel.stop,
  };
}

/**
 * Returns a signal that aborts when the images of a generation must be stored: at its deadline less the
 * time for the final statement, on a cancel, or at the end of the worker's drain.
 */
function storingUntil(
  { draining }: Pick<Worker, "draining">,
  { endsAt, canceled }: { endsAt: number; canceled: AbortSignal },
): AbortSignal {
  const leftMs = endsAt - MARGIN_MS - performance.now();
  const timeout = AbortSignal.timeout(Math.max(0, leftMs));
  return AbortSignal.any([draining, timeout, canceled]);
}

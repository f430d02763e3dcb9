import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { pause } from "../../foundation/backoff.ts";
import { placeholder } from "../media/images.ts";
import type { TempDir } from "../media/temp-dir.ts";
import type { StoredImage } from "./store-images.ts";

/** A finished generation whose images get placeholders. */
interface Waiting {
  ctx: Context;
  generationId: string;
  images: Pick<StoredImage, "path" | "position">[];
  /** The directory of their files. */
  files: AsyncDisposable;
}

// Their files need disk space until then.
const MAX_WAITING = 16;
// In units of the time before it, so that placeholders take at most a tenth of one processor: decoding an
// image can take as long as everything else that is done for it.
const PAUSE_FACTOR = 9;

// One at a time in the process, because each image that is decoded needs memory for all of its pixels.
const waiting: Waiting[] = [];
let isRunning = false;

/**
 * Adds missing placeholders to the images of a finished generation, soon and with little processor time.
 * Placeholders are optional: if too many generations wait, one cannot be created, or the process ends, the
 * image has none until its thumbnail is rendered.
 */
export function queuePlaceholders(
  ctx: Context,
  finished: { generationId: string; images: StoredImage[]; files: TempDir },
): void {
  const { generationId } = finished;
  const images = finished.images
    .filter((image) => image.placeholder === undefined)
    .map(({ path, position }) => ({ path, position }));
  if (images.length === 0 || waiting.length >= MAX_WAITING) return;
  waiting.push({ ctx, generationId, images, files: finished.files.detach() });
  if (!isRunning) void addAll();
}

async function addAll(): Promise<void> {
  isRunning = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const startedAt = performance.now();
    await addPlaceholders(next);
    await pause(PAUSE_FACTOR * (performance.now() - startedAt), next.ctx.closing);
  }
  isRunning = false;
}

async function addPlaceholders({ ctx, generationId, images, files }: Waiting): Promise<void> {
  await using _ = files;
  try {
    const placeholders = [];
    for (const { path } of images) {
      if (ctx.closing.aborted) return;
      placeholders.push(await placeholder(path));
    }
    const positions = images.map(({ position }) => position);
    if (!ctx.closing.aborted)
      await queries.setPlaceholders.run({ generationId, positions, placeholders }, ctx.db);
  } catch (cause) {
    ctx.log.warn("placeholder_failed", { generationId, cause });
  }
}

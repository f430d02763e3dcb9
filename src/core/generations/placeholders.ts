import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { createSequence } from "../../foundation/sequence.ts";
import { placeholder } from "../media/images.ts";
import type { StoredImage } from "./store-images.ts";

// One image at a time in the process, because each one that is decoded needs memory for all of its pixels.
const runAlone = createSequence();

/**
 * Adds missing placeholders to the images of a finished generation. Placeholders are optional: if one
 * cannot be created, or the process dies, the image has none.
 */
export async function addPlaceholders(
  ctx: Context,
  generationId: string,
  images: StoredImage[],
): Promise<void> {
  try {
    const positions = [];
    const placeholders = [];
    for (const { path, position } of images.filter((image) => image.placeholder === undefined)) {
      placeholders.push(await runAlone(() => placeholder(path)));
      positions.push(position);
    }
    if (placeholders.length > 0)
      await queries.setPlaceholders.run({ generationId, positions, placeholders }, ctx.db);
  } catch (cause) {
    ctx.log.warn("placeholder_failed", { generationId, cause });
  }
}

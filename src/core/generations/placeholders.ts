import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { placeholder } from "../media/images.ts";
import type { StoredImage } from "./store-images.ts";

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
    // One at a time, because each decoded image needs memory for all of its pixels.
    for (const { path, position } of images.filter((image) => image.placeholder === undefined)) {
      placeholders.push(await placeholder(path));
      positions.push(position);
    }
    if (placeholders.length > 0)
      await queries.setPlaceholders.run({ generationId, positions, placeholders }, ctx.db);
  } catch (cause) {
    ctx.log.warn("placeholder_failed", { generationId, cause });
  }
}

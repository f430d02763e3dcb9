import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { placeholder } from "../media/images.ts";
import type { StoredImage } from "./store-images.ts";

/**
 * Makes the placeholders that pictures of an ended generation lack. Nobody waits for them and nobody
 * needs them: where one cannot be made, or this process dies, the picture stays without.
 */
export async function addPlaceholders(
  ctx: Context,
  generationId: string,
  images: StoredImage[],
): Promise<void> {
  try {
    const made = [];
    // One at a time, because each decoded picture takes its pixels' size in memory.
    for (const { path, position } of images.filter((image) => image.placeholder === undefined)) {
      made.push({ position, placeholder: await placeholder(path) });
    }
    if (made.length > 0) await queries.setPlaceholders.run({ generationId, made }, ctx.db);
  } catch (cause) {
    ctx.log.warn("placeholder_failed", { generationId, cause });
  }
}

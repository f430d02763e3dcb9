import type { Context } from "../src/app/context.ts";
import { removeOrphans } from "../src/core/generations/orphans.ts";

/** Removes stored objects that no row needs. Can run any number of times. */
export async function runOrphanRemoval(ctx: Context): Promise<void> {
  await removeOrphans(ctx);
}

import { type Context, openContext, toBackground } from "../app/context.ts";
import { type ImageComparison, compareImages } from "../core/generations/image-objects.ts";
import { countOrphans } from "../core/generations/orphans.ts";
import { openDatabase } from "../database/open.ts";
import type { Config } from "../foundation/config.ts";
import type { Diagnostic } from "./check-host.ts";
import type { Progress } from "./progress.ts";
import { hasSecret } from "../foundation/secrets.ts";
import { createQuietLog, describeMissingSecret } from "./runtime.ts";

/** Compares the rows of images with the objects of the storage, in both directions. Only reads. */
export async function checkObjects(
  config: Config,
  sample: number | undefined,
  progress: Progress,
): Promise<Diagnostic[]> {
  if (!hasSecret(config)) {
    const message = `${describeMissingSecret(config)} Until then nothing is compared.`;
    return [{ check: "objects", state: "fail", message }];
  }
  try {
    return await withContext(config, async (ctx) => {
      const found = await compareImages(ctx, {
        sample,
        onProgress: ({ images }) => progress(() => `Compared ${images} images …`),
      });
      const orphans = await countOrphans(ctx, (examined) =>
        progress(() => `Examined ${examined} objects …`),
      );
      return [describeImages(found), describeOrphans(orphans)];
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ check: "objects", state: "fail", message }];
  }
}

async function withContext<Result>(
  config: Config,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const log = createQuietLog(config);
  const database = await openDatabase(config, log, { creates: false });
  try {
    const ctx = await openContext(config, log, database.url);
    return await act(toBackground(ctx)).finally(() => ctx.close());
  } finally {
    await database.stop();
  }
}

function describeImages({ images, missing, different, examples }: ImageComparison): Diagnostic {
  const check = "images";
  if (missing + different === 0)
    return { check, state: "ok", message: `${images} images were compared with their objects.` };
  const message =
    `Of ${images} images, ${missing} objects are missing and ${different} have another size: ` +
    `${examples.join(", ")}. Restore them from a backup of the storage.`;
  return { check, state: "fail", message };
}

function describeOrphans({ examined, orphans }: { examined: number; orphans: number }): Diagnostic {
  const check = "orphans";
  if (orphans === 0)
    return { check, state: "ok", message: `${examined} objects were examined; all are needed.` };
  const message =
    `No row needs ${orphans} of ${examined} objects. Workers remove them every day; if the number ` +
    "does not fall, look for `object_not_removed` in their logs.";
  return { check, state: "warn", message };
}

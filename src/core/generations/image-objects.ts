import * as queries from "../../../generated/queries/images.ts";
import type { Context } from "../../app/context.ts";

const PAGE_SIZE = 1_000;
// Requests to the storage at the same time.
const CONCURRENCY = 16;
const MAX_EXAMPLES = 5;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** The result of comparing delivered images with their objects. */
export interface ImageComparison {
  /** How many images were compared. */
  images: number;
  /** Objects that do not exist. */
  missing: number;
  /** Objects of another size than their image. */
  different: number;
  /** The first keys of both kinds. */
  examples: string[];
}

/**
 * Compares the delivered images, all of them or a random sample, with the objects of the storage. Uses
 * bounded memory and statements. `onProgress` is called after each page.
 */
export async function compareImages(
  ctx: Context,
  options: { sample?: number | undefined; onProgress: (found: ImageComparison) => void },
): Promise<ImageComparison> {
  const found: ImageComparison = { images: 0, missing: 0, different: 0, examples: [] };
  for await (const page of readPages(ctx, options.sample)) {
    for (let next = 0; next < page.length; next += CONCURRENCY) {
      const some = page.slice(next, next + CONCURRENCY);
      await Promise.all(some.map((image) => compareImage(ctx, image, found)));
    }
    found.images += page.length;
    options.onProgress(found);
  }
  return found;
}

type ImageRow = queries.IListImageObjectsResult;

/** Yields all images, or a sample. Ids are random, so those that follow a random one are a random sample. */
async function* readPages(ctx: Context, sample = Infinity): AsyncGenerator<ImageRow[]> {
  const start = sample === Infinity ? FIRST_ID : crypto.randomUUID();
  const ranges = [
    { first: start, to: null },
    { first: FIRST_ID, to: start },
  ];
  let left = sample;
  for (const { first, to } of ranges) {
    for (let after: string | undefined = first; after !== undefined && left > 0;) {
      const limit = Math.min(PAGE_SIZE, left);
      const page: ImageRow[] = await queries.listImageObjects.run({ after, to, limit }, ctx.db);
      yield page;
      left -= page.length;
      after = page.length === limit ? page.at(-1)?.id : undefined;
    }
  }
}

async function compareImage(
  ctx: Context,
  { storageKey, webpKey, sizeBytes }: ImageRow,
  found: ImageComparison,
): Promise<void> {
  const [image, webp] = await Promise.all([
    ctx.storage.find(storageKey),
    webpKey === null ? undefined : ctx.storage.find(webpKey),
  ]);
  const isDifferent = image !== undefined && image.sizeBytes !== Number(sizeBytes);
  const faults = [
    ...(image === undefined ? [storageKey] : []),
    ...(webpKey !== null && webp === undefined ? [webpKey] : []),
  ];
  found.missing += faults.length;
  found.different += Number(isDifferent);
  const examples = isDifferent ? [storageKey] : faults;
  found.examples.push(...examples.slice(0, MAX_EXAMPLES - found.examples.length));
}

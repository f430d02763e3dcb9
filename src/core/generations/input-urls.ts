import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { withMinDuration } from "../../outbound/deadline.ts";
import * as images from "../media/images.ts";
import * as scratch from "../media/temp-dir.ts";
import { writeDataUrl } from "./data-url.ts";
import type { ReceivedImage } from "./inputs.ts";

// What all pictures of one request may take together, and each of them alone.
const DEADLINE_MS = 30_000;
const LARGEST_BYTES = 50 * 1024 * 1024;
const MOST_REDIRECTS = 3;
// No refusal comes sooner, so that its time tells as little as its words.
const FAILURE_FLOOR_MS = 1000;
const NO_PICTURE =
  "A reference image could not be fetched: its address must be a public https URL that answers " +
  "in time with a PNG, JPEG or WebP of at most 50 MB and 64 megapixels.";

/** The address of a reference picture, or a data URL that holds it, and where it stood in the request. */
export interface InputUrl {
  url: string;
  field: (string | number)[];
}

/**
 * Fetches pictures that a caller names by address, hands them on as files, and removes those when
 * `use` has ended. One deadline holds for all, 30 seconds unless given. Throws `invalid_request` in
 * the same words whatever the reason, so that nobody learns from it what is reachable from here;
 * `unavailable` where our own storage fails or this server is stopping.
 */
export async function withDownloadedInputs<T>(
  ctx: Context,
  { links, deadlineMs = DEADLINE_MS }: { links: InputUrl[]; deadlineMs?: number },
  use: (received: ReceivedImage[]) => Promise<T>,
): Promise<T> {
  if (links.length === 0) return use([]);
  await using own = scratch.openTempDir(ctx, "links");
  const folder = await own.made;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ctx.closing, AbortSignal.timeout(deadlineMs)]);
  const fetches = links.map((link, index) => {
    const target = { path: join(folder, `${index}`), signal };
    return link.url.startsWith("data:") ? writeData(link, target) : fetchLink(ctx, link, target);
  });
  try {
    return await use(await Promise.all(fetches));
  } finally {
    stop.abort();
    // One that is still being broken off would write into the folder that is to go.
    await Promise.allSettled(fetches);
  }
}

interface Target {
  path: string;
  signal: AbortSignal;
}

async function fetchLink(ctx: Context, link: InputUrl, target: Target): Promise<ReceivedImage> {
  const { path, signal } = target;
  try {
    await withMinDuration(FAILURE_FLOOR_MS, async () => {
      await receive(ctx, link.url, target);
      // Here already, so that what is no picture looks like what is no address.
      await images.inspectImage(path);
    });
  } catch (cause) {
    if (ctx.closing.aborted)
      throw new AppError("unavailable", "The server is stopping.", { cause });
    const isRefused = cause instanceof AppError && cause.code === "invalid_request";
    if (!isRefused && !signal.aborted) throw cause;
    const issues = [{ path: link.field, reason: "could not be fetched" }];
    throw new AppError("invalid_request", NO_PICTURE, { cause, details: { issues } });
  }
  return { path, field: link.field };
}

async function receive(ctx: Context, url: string, { path, signal }: Target): Promise<void> {
  const key = findOwnStorageKey(ctx, url);
  if (key === undefined) {
    await ctx.outbound.download(url, path, {
      deadlineMs: DEADLINE_MS,
      maxBytes: LARGEST_BYTES,
      maxRedirects: MOST_REDIRECTS,
      signal,
    });
  } else if ((await ctx.storage.fetchTo(key, path)) === undefined) {
    throw new AppError("invalid_request", "There is no such picture.");
  }
}

async function writeData({ url, field }: InputUrl, { path }: Target): Promise<ReceivedImage> {
  if (await writeDataUrl(url, path, LARGEST_BYTES)) return { path, field };
  const reason = "is no data URL of an image of at most 50 MB in base64";
  throw new AppError("invalid_request", `The reference image ${reason}.`, {
    details: { issues: [{ path: field, reason }] },
  });
}

// A picture of ours is read from storage: the guarded door refuses our own address.
function findOwnStorageKey({ storage }: Context, url: string): string | undefined {
  const key = /\/(generations\/[0-9a-f-]{36}\/\d\.(?:png|jpg|webp))$/.exec(url)?.[1];
  return key !== undefined && storage.publicUrl(key) === url ? key : undefined;
}

import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { AppError, isSystemError } from "../../foundation/errors.ts";
import { FAILURE_FLOOR_MS, withMinDuration } from "../../outbound/deadline.ts";
import { toStorageFault } from "../../storage/storage-fault.ts";
import * as images from "../media/images.ts";
import * as scratch from "../media/temp-dir.ts";
import { writeDataUrl } from "./data-url.ts";
import type { ReceivedImage } from "./inputs.ts";

// Timeout for all downloads of a request together, and for each of them.
const DEADLINE_MS = 30_000;
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const NOT_DOWNLOADED =
  "A reference image could not be downloaded. Its URL must be a public https URL that responds " +
  "in time with a PNG, JPEG or WebP of at most 50 MB and 64 megapixels.";

/** An input image that is not sent as a file. */
export interface InputUrl {
  /** The URL, a data URL with the bytes of the image, or the id of a stored file, a response or a call. */
  url: string;
  /** The path of its request field. */
  field: (string | number)[];
  /** The stored object to use instead of the URL. */
  storageKey?: string | undefined;
}

/**
 * Downloads the input images of a request to files, calls `use`, and removes the files. All downloads share
 * one deadline, 30 seconds by default. Throws `invalid_request` with the same message for every cause, so
 * that the response does not reveal which addresses are reachable; throws `unavailable` if the storage of
 * this server fails or does not respond in time, or the server is stopping. Throws disk errors unchanged.
 */
export async function withDownloadedInputs<T>(
  ctx: Context,
  { links, deadlineMs = DEADLINE_MS }: { links: InputUrl[]; deadlineMs?: number },
  use: (received: ReceivedImage[]) => Promise<T>,
): Promise<T> {
  if (links.length === 0) return use([]);
  await using tempDir = scratch.openTempDir(ctx, "links");
  const folder = await tempDir.made;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ctx.closing, AbortSignal.timeout(deadlineMs)]);
  const downloads = links.map((link, index) => {
    const target = { path: join(folder, `${index}`), signal };
    return link.url.startsWith("data:")
      ? writeInlineInput(link, target)
      : downloadInput(ctx, link, target);
  });
  try {
    return await use(await Promise.all(downloads));
  } finally {
    stop.abort();
    // An aborted download could still write into the directory that is about to be removed.
    await Promise.allSettled(downloads);
  }
}

interface Target {
  path: string;
  signal: AbortSignal;
}

async function downloadInput(ctx: Context, link: InputUrl, target: Target): Promise<ReceivedImage> {
  const { path, signal } = target;
  try {
    await withMinDuration(FAILURE_FLOOR_MS, async () => {
      await receive(ctx, link, target);
      // Inspected here, so that an invalid image and an unreachable URL give the same response.
      await images.inspectImage(path);
    });
  } catch (cause) {
    if (ctx.closing.aborted)
      throw new AppError("unavailable", "The server is stopping.", { cause });
    if (isOwnFault(cause, signal)) throw cause;
    const issues = [{ path: link.field, reason: "could not be downloaded" }];
    throw new AppError("invalid_request", NOT_DOWNLOADED, { cause, details: { issues } });
  }
  return { path, field: link.field };
}

/** Returns whether this server has failed, not the URL or the image. */
function isOwnFault(cause: unknown, signal: AbortSignal): boolean {
  if (cause instanceof AppError) return cause.code !== "invalid_request";
  return isSystemError(cause) || !signal.aborted;
}

async function receive(ctx: Context, link: InputUrl, { path, signal }: Target): Promise<void> {
  const { url, storageKey } = link;
  // An image of this server is read from storage, because `outbound` rejects the server's own address.
  const key = storageKey ?? ctx.storage.findImageKey(url);
  if (key === undefined) {
    await ctx.outbound.download(url, path, {
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      maxRedirects: MAX_REDIRECTS,
      signal,
    });
    return;
  }
  const stored = await ctx.storage.fetchTo(key, path, signal).catch((cause: unknown) => {
    throw signal.aborted ? toStorageFault(cause) : cause;
  });
  if (stored === undefined) throw new AppError("invalid_request", "The image does not exist.");
}

async function writeInlineInput(
  { url, field }: InputUrl,
  { path }: Target,
): Promise<ReceivedImage> {
  if (await writeDataUrl(url, path, MAX_BYTES)) return { path, field };
  const reason = "must be a base64 data URL of an image of at most 50 MB";
  throw new AppError("invalid_request", `The reference image ${reason}.`, {
    details: { issues: [{ path: field, reason }] },
  });
}

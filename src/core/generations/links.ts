import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { ReceivedImage } from "./inputs.ts";

// What all pictures of one request may take together, and each of them alone.
const DEADLINE_MS = 30_000;
const LARGEST_BYTES = 50 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** The address of a reference picture, or a data URL that holds it, and where it stood in the request. */
export interface Link {
  url: string;
  field: (string | number)[];
}

/**
 * Fetches pictures that a caller names by address, hands them on as files, and removes those when
 * `use` has ended. One deadline holds for all. Throws `invalid_request` in the same words whatever
 * the reason, so that nobody learns from it what is reachable from here.
 */
export async function withLinks<T>(
  ctx: Context,
  links: Link[],
  use: (received: ReceivedImage[]) => Promise<T>,
): Promise<T> {
  if (links.length === 0) return use([]);
  const parent = join(ctx.config.dataDir, "tmp");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "links-"));
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE_MS)]);
  try {
    const fetches = links.map((link, index) =>
      fetchLink(ctx, link, { path: join(folder, `${index}`), signal }),
    );
    return await use(await Promise.all(fetches));
  } finally {
    stop.abort();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchLink(
  ctx: Context,
  { url, field }: Link,
  { path, signal }: { path: string; signal: AbortSignal },
): Promise<ReceivedImage> {
  try {
    const key = ownKeyOf(ctx, url);
    if (url.startsWith("data:")) {
      await writeData(url, path);
    } else if (key === undefined) {
      const limits = {
        deadlineMs: DEADLINE_MS,
        maxBytes: LARGEST_BYTES,
        maxRedirects: MOST_REDIRECTS,
        signal,
      };
      await ctx.outbound.download(url, path, limits);
    } else if ((await ctx.storage.fetchTo(key, path)) === undefined) {
      throw new AppError("invalid_request", "There is no such picture.");
    }
  } catch (cause) {
    if (!(cause instanceof AppError) && !signal.aborted) throw cause;
    throw new AppError(
      "invalid_request",
      "A reference image could not be fetched from its address.",
      {
        cause,
        details: { issues: [{ path: field, reason: "could not be fetched" }] },
      },
    );
  }
  return { path, field };
}

async function writeData(url: string, path: string): Promise<void> {
  const [head] = /^data:image\/[\w.+-]+;base64,/.exec(url) ?? [];
  if (head === undefined) throw new AppError("invalid_request", "The data URL is not in base64.");
  const bytes = Buffer.from(url.slice(head.length), "base64");
  if (bytes.length > LARGEST_BYTES)
    throw new AppError("invalid_request", "The image is too large.");
  await Bun.write(path, bytes);
}

// A picture of ours is read from storage: the guarded door refuses our own address.
function ownKeyOf({ storage }: Context, url: string): string | undefined {
  const key = /\/(generations\/[0-9a-f-]{36}\/\d\.(?:png|jpg|webp))$/.exec(url)?.[1];
  return key !== undefined && storage.publicUrl(key) === url ? key : undefined;
}

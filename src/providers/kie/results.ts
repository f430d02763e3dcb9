import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { LocalImage } from "../provider.ts";
import { HEAD_BYTES, detectImageType, untilWritten } from "../http-client.ts";
import type { TaskContext } from "./task-context.ts";

const LARGEST_PICTURE_BYTES = 64 * 1_048_576;
const DEADLINE_MS = 120_000;
const MOST_REDIRECTS = 3;
const MOST_PIXELS = 64_000_000;

/**
 * Fetches a picture at once, since its link dies within a day, and through a fresh link where it
 * has died already. Rejects where neither brings a picture.
 */
export async function fetchResult(
  line: TaskContext,
  url: string,
  index: number,
): Promise<LocalImage> {
  const path = join(line.attempt.folder, `result-${index}`);
  try {
    return await fetchFrom(line, url, path);
  } catch (cause) {
    line.signal.throwIfAborted();
    const fresh = await freshLink(line, url);
    if (fresh === undefined) throw cause;
    return fetchFrom(line, fresh, path);
  }
}

async function fetchFrom(line: TaskContext, url: string, path: string): Promise<LocalImage> {
  const { options, signal } = line;
  const limits = { deadlineMs: DEADLINE_MS, maxBytes: LARGEST_PICTURE_BYTES };
  const fetching = { ...limits, maxRedirects: MOST_REDIRECTS, signal };
  await untilWritten(signal, () => options.download(url, path, fetching));
  const contentType = detectImageType(await Bun.file(path).slice(0, HEAD_BYTES).bytes());
  if (contentType === undefined) throw new Error("the result is no picture");
  await inFormat(line, path, contentType);
  const type = detectImageType(await Bun.file(path).slice(0, HEAD_BYTES).bytes()) ?? contentType;
  return { path, contentType: type, sizeBytes: (await stat(path)).size };
}

async function freshLink(
  { client, signal }: TaskContext,
  url: string,
): Promise<string | undefined> {
  const answer = await client.downloadUrl(url, signal).catch(() => undefined);
  if (answer?.code !== 200) return undefined;
  return z.string().safeParse(answer.data).data;
}

// Kie takes no format, so another one than it drew is made here. What cannot be stays as it came.
async function inFormat(
  { request, signal }: TaskContext,
  path: string,
  contentType: LocalImage["contentType"],
): Promise<void> {
  const { outputFormat, outputCompression = 100 } = request;
  if (contentType === `image/${outputFormat}`) return;
  const image = new Bun.Image(path, { maxPixels: MOST_PIXELS });
  const options = outputFormat === "png" ? {} : { quality: Math.max(1, outputCompression) };
  const bytes = await image[outputFormat](options)
    .bytes()
    .catch(() => undefined);
  if (bytes !== undefined) await untilWritten(signal, () => Bun.write(path, bytes));
}

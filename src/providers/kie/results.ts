import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { pause } from "../../foundation/backoff.ts";
import type { LocalImage } from "../provider.ts";
import { HEAD_BYTES, detectImageType, untilWritten } from "../http-client.ts";
import type { TaskContext } from "./task-context.ts";

const MAX_IMAGE_BYTES = 64 * 1_048_576;
const DEADLINE_MS = 120_000;
const MAX_REDIRECTS = 3;
const MAX_PIXELS = 64_000_000;

// For a short outage of the host of results: an image was paid for, and its link is valid for a day.
const MAX_TRIES = 5;

/**
 * Downloads an image immediately, because its link expires within a day. Tries again with a new link, in
 * case the old one has expired. Rejects if no link returns an image.
 */
export async function fetchResult(
  context: TaskContext,
  url: string,
  index: number,
): Promise<LocalImage> {
  const path = join(context.attempt.folder, `result-${index}`);
  let link = url;
  for (let tries = 1; ; tries++) {
    try {
      return await fetchFrom(context, link, path);
    } catch (cause) {
      context.signal.throwIfAborted();
      if (tries === MAX_TRIES) throw cause;
    }
    link = (await requestNewLink(context, url)) ?? url;
    // The first new link is used at once: usually the old one has expired.
    if (tries > 1) await pause(context.pollDelayMs(0), context.signal);
  }
}

async function fetchFrom(context: TaskContext, url: string, path: string): Promise<LocalImage> {
  const { options, signal } = context;
  const limits = { deadlineMs: DEADLINE_MS, maxBytes: MAX_IMAGE_BYTES };
  const fetching = { ...limits, maxRedirects: MAX_REDIRECTS, signal };
  await untilWritten(signal, () => options.download(url, path, fetching));
  const contentType = detectImageType(await Bun.file(path).slice(0, HEAD_BYTES).bytes());
  if (contentType === undefined) throw new Error("the result is not an image");
  await convertFormat(context, path, contentType);
  const type = detectImageType(await Bun.file(path).slice(0, HEAD_BYTES).bytes()) ?? contentType;
  return { path, contentType: type, sizeBytes: (await stat(path)).size };
}

async function requestNewLink(
  { client, signal }: TaskContext,
  url: string,
): Promise<string | undefined> {
  const response = await client.downloadUrl(url, signal).catch(() => undefined);
  if (response?.code !== 200) return undefined;
  return z.string().safeParse(response.data).data;
}

// Kie has no format option, so the image is converted. If the conversion fails, its format is kept.
async function convertFormat(
  { request, signal }: TaskContext,
  path: string,
  contentType: LocalImage["contentType"],
): Promise<void> {
  const { outputFormat, outputCompression = 100 } = request;
  if (contentType === `image/${outputFormat}`) return;
  const image = new Bun.Image(path, { maxPixels: MAX_PIXELS });
  const options = outputFormat === "png" ? {} : { quality: Math.max(1, outputCompression) };
  const bytes = await image[outputFormat](options)
    .bytes()
    .catch(() => undefined);
  if (bytes !== undefined) await untilWritten(signal, () => Bun.write(path, bytes));
}

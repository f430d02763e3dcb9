import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createFrame } from "./canvas.ts";
import { type Subject, compose } from "./compose.ts";
import { type Encoding, render, encode } from "./pixels.ts";
import { chooseSize } from "./size.ts";
import type {
  Attempt,
  LocalImage,
  PixelSize,
  Provider,
  ProviderOutcome,
  ProviderRequest,
} from "../provider.ts";

const MAX_WAIT_SECONDS = 600;

const EXTENSIONS = { png: "png", jpeg: "jpg", webp: "webp" };

/** The shorter edge in pixels of each preview before it is scaled up. */
const PREVIEW_EDGES = [20, 48, 112];

/** The parameters of one image of a generation. */
interface Job {
  index: number;
  size: PixelSize;
  subject: Subject;
  encoding: Encoding;
}

/**
 * Creates the demo provider, which renders images locally, for a first run and for integration tests. It is
 * free of charge. Equal requests return equal images, of exactly the requested size, with the label DEMO.
 * Tags in the prompt select the outcome: `#slow:3` waits three seconds (at most 600), `#fail` fails,
 * `#blocked` is blocked, `#short` returns one image less than requested.
 */
export function createDemo(): Provider {
  return {
    name: "demo",
    repeatable: true,
    resumable: false,
    sendsOneCall: true,
    capabilities: { seed: "always" },
    generate,
  };
}

const UNREADABLE = "An input image cannot be read.";

async function generate(request: ProviderRequest, attempt: Attempt): Promise<ProviderOutcome> {
  const failure = await attempt.sent().then(
    () => undefined,
    (cause: unknown): ProviderOutcome => ({ kind: "not_accepted", cause }),
  );
  if (failure) return failure;
  try {
    attempt.signal.throwIfAborted();
    await wait(request.prompt, attempt.signal);
    return findTaggedOutcome(request) ?? (await renderImages(request, attempt));
  } catch (cause) {
    if (attempt.signal.aborted) return { kind: "unknown", cause: attempt.signal.reason };
    if (isUnreadable(cause)) return { kind: "rejected", message: UNREADABLE, reason: UNREADABLE };
    throw cause;
  }
}

async function wait(prompt: string, signal: AbortSignal): Promise<void> {
  const [, seconds] = /#slow:(\d+(?:\.\d+)?)/i.exec(prompt) ?? [];
  if (!seconds) return;
  const ms = Math.min(Number(seconds), MAX_WAIT_SECONDS) * 1000;
  await setTimeout(ms, undefined, { signal });
}

/** Returns the outcome without images that a tag in the prompt selects. */
function findTaggedOutcome({ prompt, n }: ProviderRequest): ProviderOutcome | undefined {
  if (/#blocked\b/i.test(prompt)) {
    return { kind: "blocked", message: "The prompt was blocked because of the tag #blocked." };
  }
  if (/#fail\b/i.test(prompt)) return failed("The generation failed because of the tag #fail.");
  if (n === 1 && isShort(prompt)) return failed("No image was returned because of the tag #short.");
  return undefined;
}

function failed(message: string): ProviderOutcome {
  return { kind: "failed", message, cause: new Error(message) };
}

function isShort(prompt: string): boolean {
  return /#short\b/i.test(prompt);
}

async function renderImages(request: ProviderRequest, attempt: Attempt): Promise<ProviderOutcome> {
  const size = await chooseSize(request);
  const count = isShort(request.prompt) ? request.n - 1 : request.n;
  const images: LocalImage[] = [];
  for (let index = 0; index < count; index++) {
    const job = toRenderJob(request, { index, size });
    if (index === 0) await renderPreviews(job, request.partialImages, attempt);
    images.push(await renderImage(job, attempt));
  }
  return { kind: "images", images, costMicros: 0 };
}

function toRenderJob(
  request: ProviderRequest,
  { index, size }: { index: number; size: PixelSize },
): Job {
  const format = request.outputFormat;
  const subject: Subject = {
    prompt: request.prompt,
    seed: `${request.prompt}\n${index}\n${size.width}x${size.height}${toSeedText(request)}`,
    inputs: request.inputs,
    transparent: request.background === "transparent" && format !== "jpeg",
    ...(request.mask ? { mask: request.mask } : {}),
  };
  return { index, size, subject, encoding: { format, quality: request.outputCompression ?? 90 } };
}

function toSeedText({ seed }: ProviderRequest): string {
  return seed === undefined ? "" : `\n${seed}`;
}

async function renderImage(job: Job, { folder, signal }: Attempt): Promise<LocalImage> {
  const { index, size, subject, encoding } = job;
  const frame = createFrame(size.width, size.height);
  const bitmap = await render(frame, await compose(frame, subject), { ...subject, signal });
  const bytes = await encode(bitmap, encoding);
  signal.throwIfAborted();
  const path = join(folder, `${index}.${EXTENSIONS[encoding.format]}`);
  await Bun.write(path, bytes);
  return { path, contentType: `image/${encoding.format}`, sizeBytes: bytes.length };
}

/** Delivers previews of the first image with increasing resolution. */
async function renderPreviews(job: Job, count: number, attempt: Attempt): Promise<void> {
  if (!attempt.onPartial) return;
  const { size, subject, encoding } = job;
  for (const [index, edge] of PREVIEW_EDGES.slice(0, count).entries()) {
    const scale = Math.min(1, edge / Math.min(size.width, size.height));
    const frame = createFrame(Math.ceil(size.width * scale), Math.ceil(size.height * scale));
    const bitmap = await render(frame, await compose(frame, subject), {
      ...subject,
      signal: attempt.signal,
    });
    const bytes = await encode(bitmap, encoding, size);
    const path = join(attempt.folder, `partial-${index}.${EXTENSIONS[encoding.format]}`);
    await Bun.write(path, bytes);
    const contentType = `image/${encoding.format}` as const;
    await attempt.onPartial(index, { path, contentType, sizeBytes: bytes.length });
  }
}

function isUnreadable(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && String(cause.code).startsWith("ERR_IMAGE_");
}

import type { components } from "../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../http/base64.ts";
import { HEARTBEAT, toEvent } from "../../http/server-sent-events.ts";
import type { Context } from "../../app/context.ts";
import { findUsage, type Generation, isFinished } from "../../core/generations/find.ts";
import { watchProgress } from "../../core/generations/progress.ts";
import { isActive } from "../../core/accounts/keys.ts";
import * as partials from "../../core/generations/previews.ts";
import { AppError, toInternalError } from "../../foundation/errors.ts";
import { toError } from "./errors.ts";
import { toFailureError } from "../failure.ts";
import { toPendingError } from "./outcome.ts";
import {
  toOutputFormat,
  readImageProperties,
  openImage,
  toUnixSeconds,
  toUsage,
} from "./images.ts";
import type { ImageRequest } from "./image-request.ts";

type Schemas = components["schemas"];
type PartialEvent = Schemas["ImagePartialEvent"] | Schemas["ImageEditPartialEvent"];
type CompletedEvent = Schemas["ImageCompletedEvent"] | Schemas["ImageEditCompletedEvent"];
type WithoutType<Event> = Omit<Event, "type">;

/** Prefix of the event names of an operation. */
export type Kind = "image_generation" | "image_edit";

/** The generation and the client of an event stream. */
export interface Watch {
  ctx: Context;
  id: string;
  accountId: string;
  /** The stream ends once this key can no longer be used. */
  keyId: string;
  requestId: string;
  waitMs: number;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** An event stream of images, and the request for them. */
type ImageWatch = Watch & { kind: Kind; body: ImageRequest };

// Proxies close connections without traffic for 30 s.
const QUIET_MS = 10_000;
const KEY_ENDED = "The API key has expired or was revoked while the stream was open.";

/** Yields the events of a generation: previews, then each finished image, or an error. */
export async function* toEvents(watch: ImageWatch): AsyncGenerator<Uint8Array> {
  const { ctx, requestId } = watch;
  // Some clients and proxies forward nothing, not even headers, before the first byte of the body.
  yield HEARTBEAT;
  try {
    yield* toProgressEvents(watch);
  } catch (cause) {
    if (!(cause instanceof AppError)) ctx.log.error("stream_failed", { requestId, cause });
    yield* toErrorEvent(
      cause instanceof AppError ? toError(cause) : toError(toInternalError(cause)),
    );
  }
}

async function* toProgressEvents(watch: ImageWatch): AsyncGenerator<Uint8Array> {
  const { ctx, id, accountId, keyId, kind, waitMs, signal } = watch;
  const sentPreviews: partials.Preview[] = [];
  for await (const news of watchProgress(ctx, watch, { waitMs, signal, quietMs: QUIET_MS })) {
    if (!(await isActive(ctx, keyId))) throw new AppError("invalid_key", KEY_ENDED);
    if (news.kind === "quiet") yield HEARTBEAT;
    else if (news.kind === "partial") {
      sentPreviews.push(news.partial);
      yield* toPartial(ctx, kind, news);
    } else if (!isFinished(news.generation)) {
      yield* toErrorEvent(toPendingError(id));
    } else if (news.generation.status !== "succeeded") {
      throw toFailureError(news.generation);
    } else {
      yield* toCompleted(watch, news.generation);
      await partials.deletePreviews(ctx, sentPreviews);
    }
  }
  ctx.log.debug("stream_ended", { generationId: id, accountId, partials: sentPreviews.length });
}

async function* toPartial(
  ctx: Context,
  kind: Kind,
  { partial, generation }: { partial: partials.Preview; generation: Generation },
): AsyncGenerator<Uint8Array> {
  const { storageKey, createdAt, partialIndex } = partial;
  // Another stream of the same generation may have sent and removed it.
  const bytes = await ctx.storage.read(storageKey);
  if (bytes === undefined) return;
  const type: PartialEvent["type"] = `${kind}.partial_image`;
  const fields = {
    b64_json: encodeFileAsBase64(async () => bytes),
    created_at: toUnixSeconds(createdAt),
    size: generation.size,
    // A check constraint allows only these values.
    quality: generation.quality as Schemas["ImagePartialEvent"]["quality"],
    background: generation.options.background,
    output_format: toOutputFormat(storageKey),
    partial_image_index: partialIndex,
  } satisfies WithoutType<Schemas["ImagePartialEvent"]> satisfies WithoutType<
    Schemas["ImageEditPartialEvent"]
  >;
  yield* toEvent({ type, ...fields });
}

async function* toCompleted(watch: ImageWatch, generation: Generation): AsyncGenerator<Uint8Array> {
  const { ctx, kind, body } = watch;
  const { images, finishedAt, createdAt } = generation;
  const usage = await findUsage(ctx, generation);
  const type: CompletedEvent["type"] = `${kind}.completed`;
  for (const [index, image] of images.entries()) {
    // Opened first, so that a missing image does not end the stream within an event.
    const bytes = await openImage(ctx, image.storageKey);
    const properties = await readImageProperties(ctx, { generation, image, body });
    const fields = {
      b64_json: encodeFileAsBase64(async () => bytes),
      created_at: toUnixSeconds(finishedAt ?? createdAt),
      background: properties.background,
      output_format: properties.output_format,
      quality: properties.quality,
      size: properties.size,
      safety_identifier: properties.safety_identifier,
      usage: toUsage(usage, index, images.length),
    } satisfies WithoutType<Schemas["ImageCompletedEvent"]> satisfies WithoutType<
      Schemas["ImageEditCompletedEvent"]
    >;
    yield* toEvent({ type, ...fields });
  }
}

function toErrorEvent(body: Schemas["Error"]): AsyncGenerator<Uint8Array> {
  const event: Schemas["ErrorEvent"] = { type: "error", ...body };
  return toEvent(event);
}

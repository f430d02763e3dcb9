import type { components } from "../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../http/base64.ts";
import { toEvent } from "../../http/server-sent-events.ts";
import { findUsage, type Generation } from "../../core/generations/find.ts";
import type { Preview } from "../../core/generations/previews.ts";
import { toError } from "./errors.ts";
import { type Watch, writeEvents } from "./event-stream.ts";
import { toFailureError } from "../failure.ts";
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

/** An event stream of images, and the request for them. */
type ImageWatch = Watch & { kind: Kind; body: ImageRequest };

/** Yields the events of a generation: previews, then each finished image, or an error. */
export function toImageEvents(watch: ImageWatch): AsyncGenerator<Uint8Array> {
  return writeEvents(watch, {
    begin: () => [],
    partial: (partial, generation) => toPartial(watch, { partial, generation }),
    completed: (generation) => toCompleted(watch, generation),
    failed: (generation) => toErrorEvent(toError(toFailureError(generation))),
    error: toErrorEvent,
  });
}

async function* toPartial(
  { ctx, kind }: ImageWatch,
  { partial, generation }: { partial: Preview; generation: Generation },
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

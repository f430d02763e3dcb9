import type { components } from "../../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../../http/base64.ts";
import { toEvent } from "../../../http/server-sent-events.ts";
import type { Generation } from "../../../core/generations/find.ts";
import type { Preview } from "../../../core/generations/previews.ts";
import { type Watch, writeEvents } from "../event-stream.ts";
import { toOutputFormat } from "../images.ts";
import { toCallId } from "./ids.ts";
import { type Echo, toCompleted, toFailed, toFinishedCall, toStarted } from "./response.ts";
import { toEffectiveEcho } from "./stored.ts";

type Schemas = components["schemas"];
type ResponseEvent = Schemas["ResponseEvent"];
/** An event without its number, which `send` adds. */
type Unnumbered<Event> = Event extends unknown ? Omit<Event, "sequence_number"> : never;
type Send = (event: Unnumbered<ResponseEvent>) => AsyncGenerator<Uint8Array>;
/** An event stream of a response, and the fields that its response repeats. */
type ResponseWatch = Watch & { echo: Echo; send: Send };

/** Yields the events of a response, in the order of OpenAI's API. */
export function toResponseEvents(stream: Watch & { echo: Echo }): AsyncGenerator<Uint8Array> {
  let sequenceNumber = 0;
  const send: Send = ({ type, ...fields }) => {
    const event = { type, sequence_number: sequenceNumber++, ...fields };
    return toEvent(event);
  };
  const watch = { ...stream, send };
  return writeEvents(watch, {
    begin: () => toFirstEvents(watch),
    partial: (partial, generation) => toPartial(watch, partial, generation),
    completed: (generation) => toLastEvents(watch, generation),
    // Without `output_item.done`: the AI SDK reports an item without a result instead of the failure.
    failed: (generation) =>
      send({
        type: "response.failed",
        response: toFailed(generation, toEffectiveEcho(watch.echo, generation)),
      }),
    error: ({ error: { code, message, param } }) => send({ type: "error", code, message, param }),
  });
}

async function* toFirstEvents(watch: ResponseWatch): AsyncGenerator<Uint8Array> {
  const { id, echo, send } = watch;
  const response = toStarted(echo, watch);
  const item_id = toCallId(id);
  const type = "image_generation_call";
  const item = { id: item_id, type, status: "in_progress", result: null } as const;
  yield* send({ type: "response.created", response });
  yield* send({ type: "response.in_progress", response });
  yield* send({ type: "response.output_item.added", output_index: 0, item });
  yield* send({ type: `response.${type}.in_progress`, output_index: 0, item_id });
  yield* send({ type: `response.${type}.generating`, output_index: 0, item_id });
}

async function* toPartial(
  { ctx, id, send }: ResponseWatch,
  { storageKey, partialIndex }: Preview,
  generation: Generation,
): AsyncGenerator<Uint8Array> {
  // Another stream of the same generation may have sent and removed it.
  const bytes = await ctx.storage.read(storageKey);
  if (bytes === undefined) return;
  yield* send({
    type: "response.image_generation_call.partial_image",
    output_index: 0,
    item_id: toCallId(id),
    partial_image_b64: encodeFileAsBase64(async () => bytes),
    partial_image_index: partialIndex,
    size: generation.size,
    // A check constraint allows only these values.
    quality: generation.quality as Schemas["ResponsePartialImageEvent"]["quality"],
    background: generation.options.background,
    output_format: toOutputFormat(storageKey),
  });
}

async function* toLastEvents(
  { ctx, id, acceptedAt, echo: own, send }: ResponseWatch,
  found: Generation,
): AsyncGenerator<Uint8Array> {
  const echo = toEffectiveEcho(own, found);
  // A stream that repeats an earlier request has begun with the time of its own.
  const generation = { ...found, createdAt: acceptedAt };
  const item = await toFinishedCall(ctx, generation, echo);
  const item_id = toCallId(id);
  yield* send({ type: "response.image_generation_call.completed", output_index: 0, item_id });
  yield* send({ type: "response.output_item.done", output_index: 0, item });
  const response = await toCompleted(ctx, generation, echo);
  yield* send({ type: "response.completed", response });
}

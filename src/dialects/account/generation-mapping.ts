import type { components } from "../../../generated/account/server.ts";
import type { Context } from "../../app/context.ts";
import { getReceipt } from "../../core/generations/find.ts";
import { getTimeline, type GenerationDetails, type Timeline } from "../../core/generations/list.ts";
import type { GenerationOptions } from "../../core/generations/request.ts";
import { toIso } from "./timestamps.ts";

type Schemas = components["schemas"];
type Fault = NonNullable<Schemas["GenerationFault"]>["code"];
type Step = Schemas["TimelineEntry"];

const FAULT_CODES: readonly Fault[] = [
  "generation_failed",
  "content_blocked",
  "generation_canceled",
  "unavailable",
];

/** Converts a generation to an item of a list. */
export function fromGeneration(ctx: Context, row: GenerationDetails): Schemas["Generation"] {
  const images = row.finishedAt === null ? row.n : row.delivered;
  return {
    id: row.id,
    // Written only by accepted requests, which were validated against a dialect's document.
    dialect: row.dialect as Schemas["Dialect"],
    tier: row.tier as Schemas["Tier"],
    quality: row.quality as Schemas["Generation"]["quality"],
    model: row.model,
    status: row.status,
    prompt: row.prompt,
    size: row.size,
    aspect_ratio: row.aspectRatio,
    n: row.n,
    user: row.endUser,
    key_id: row.keyId,
    credits: images * row.unitCredits,
    images: row.images.map((image): Schemas["Image"] => ({
      id: image.id,
      url: ctx.storage.imageUrl(image.storageKey),
      webp_url: image.webpKey === null ? null : ctx.storage.imageUrl(image.webpKey),
      content_type: image.contentType,
      width: image.width,
      height: image.height,
      size_bytes: image.sizeBytes,
      placeholder: image.placeholder,
    })),
    error: toGenerationFault(row),
    created_at: row.createdAt.toISOString(),
    started_at: toIso(row.startedAt),
    completed_at: toIso(row.finishedAt),
  };
}

/** Returns a generation with its receipt, timeline and inputs. */
export async function toGenerationResponse(
  ctx: Context,
  accountId: string,
  row: GenerationDetails,
): Promise<Schemas["GenerationDetail"]> {
  const [receipt, timeline] = await Promise.all([
    getReceipt(ctx, accountId, row.id),
    getTimeline(ctx, accountId, row.id),
  ]);
  const { outputFormat, background } = row.options;
  return {
    ...fromGeneration(ctx, row),
    output_format: outputFormat,
    background,
    provider: row.provider,
    queue_position: timeline.queuePosition,
    timeline: toTimeline(row, timeline),
    inputs: row.inputs.map((input, position): Schemas["GenerationInput"] => ({
      position,
      role: toInputRole(row.options, position),
      content_type: input.contentType,
      width: input.width,
      height: input.height,
      size_bytes: input.sizeBytes,
    })),
    receipt: fromReceipt(row.unitCredits, receipt),
  };
}

function toInputRole(
  { mask, markup }: GenerationOptions,
  position: number,
): Schemas["GenerationInput"]["role"] {
  if (position === mask) return "mask";
  return position === markup ? "markup" : "image";
}

function toGenerationFault({
  errorCode,
  errorMessage,
}: GenerationDetails): Schemas["GenerationFault"] {
  if (errorCode === null) return null;
  const code = FAULT_CODES.find((known) => known === errorCode) ?? "generation_failed";
  return { code, message: errorMessage ?? "Image generation failed." };
}

function toTimeline(row: GenerationDetails, { sent, webhookDeliveries }: Timeline): Step[] {
  const { createdAt, startedAt, finishedAt, images, status, errorMessage } = row;
  const end = status === "queued" || status === "running" ? undefined : status;
  const steps: Step[] = [
    toTimelineStep("accepted", createdAt, null),
    ...(startedAt ? [toTimelineStep("started", startedAt, null)] : []),
    ...sent.map(({ provider, at }) => toTimelineStep("sent", at, provider)),
    ...images.map(({ createdAt: at }, index) => toTimelineStep("stored", at, `image ${index + 1}`)),
    ...(end && finishedAt ? [toTimelineStep(end, finishedAt, errorMessage)] : []),
    ...webhookDeliveries.map(({ state, url, at }) =>
      toTimelineStep(state === "succeeded" ? "webhook_delivered" : "webhook_failed", at, url),
    ),
  ];
  // The sort is stable: steps of the same time keep their order.
  return steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function toTimelineStep(step: Step["step"], at: Date | string, detail: string | null): Step {
  return { step, at: new Date(at).toISOString(), detail };
}

interface HoldPart {
  grantId: string;
  source: Schemas["CreditSource"];
  expiresAt: string | null;
  held: number;
  captured: number;
  released: number;
}

function fromReceipt(
  unitCredits: number,
  receipt: Awaited<ReturnType<typeof getReceipt>>,
): Schemas["Receipt"] {
  const { held, captured, released, closedAt } = receipt;
  // The query builds this JSON from the parts of the hold and their grants.
  const parts = receipt.parts as unknown as HoldPart[];
  return {
    unit_credits: unitCredits,
    held,
    captured,
    released,
    closed_at: toIso(closedAt),
    parts: parts.map((part): Schemas["ReceiptPart"] => ({
      grant_id: part.grantId,
      source: part.source,
      expires_at: part.expiresAt === null ? null : new Date(part.expiresAt).toISOString(),
      held: part.held,
      captured: part.captured,
      released: part.released,
    })),
  };
}

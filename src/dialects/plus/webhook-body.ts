import type { components } from "../../../generated/plus/server.ts";
import type { BatchFacts, EventFacts, FinishedGeneration } from "../../core/webhooks/events.ts";
import { toOutput, toTaskType } from "./mapping.ts";

type Schemas = components["schemas"];
type ImageUrl = (storageKey: string) => string;

/** Converts an event to the body of its webhook deliveries. */
export function fromEvent(
  facts: Exclude<EventFacts, BatchFacts>,
  imageUrl: ImageUrl,
):
  | Schemas["GenerationEvent"]
  | Schemas["CreditsLowEvent"]
  | Schemas["CreditsExpiringEvent"]
  | Schemas["KeyLeakedEvent"] {
  switch (facts.event) {
    case "credits.low": {
      const { event, credits, thresholdCredits: threshold } = facts;
      return { event, data: { credits, threshold, createdAt: facts.createdAt.toISOString() } };
    }
    case "credits.expiring": {
      const { event, credits } = facts;
      const expiresAt = facts.expiresAt.toISOString();
      return { event, data: { credits, expiresAt, createdAt: facts.createdAt.toISOString() } };
    }
    case "key.leaked": {
      const { event, key } = facts;
      const { id: keyId, label, hint } = key;
      return { event, data: { keyId, label, hint, createdAt: facts.createdAt.toISOString() } };
    }
    default:
      return { event: facts.event, data: fromFinished(facts.generation, imageUrl) };
  }
}

function fromFinished(
  generation: FinishedGeneration,
  imageUrl: ImageUrl,
): Schemas["GenerationEvent"]["data"] {
  const { id, status, errorMessage, images, createdAt, finishedAt } = generation;
  const hasError = status === "failed" || status === "blocked";
  return {
    generationId: id,
    type: toTaskType(generation),
    status,
    outputs: images.map((image) => toOutput(image, imageUrl)),
    error: hasError ? (errorMessage ?? undefined) : undefined,
    createdAt: createdAt.toISOString(),
    completedAt: finishedAt.toISOString(),
  };
}

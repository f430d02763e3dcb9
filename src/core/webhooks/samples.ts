import type { EventFacts, FinishedGeneration, WebhookEvent } from "./events.ts";

const THREE_DAYS_MS = 72 * 60 * 60 * 1000;

const IMAGE = {
  storageKey: "generations/test/0.png",
  webpKey: "generations/test/0.webp",
  contentType: "image/png",
  width: 1024,
  height: 1024,
};

/** Returns sample facts of an event, to test a receiver. The same delivery always has the same facts. */
export function createSampleEvent(
  event: WebhookEvent,
  { id, createdAt }: { id: string; createdAt: Date },
): EventFacts {
  const base = { id, options: {}, inputs: [], createdAt, finishedAt: createdAt };
  const generation = { ...base, errorMessage: null, images: [] };
  switch (event) {
    case "credits.low":
      return { event, credits: 18, thresholdCredits: 20, createdAt };
    case "credits.expiring": {
      const expiresAt = new Date(createdAt.getTime() + THREE_DAYS_MS);
      return { event, credits: 60, expiresAt, createdAt };
    }
    case "key.leaked":
      return { event, key: { id, label: "Test", hint: "gih_live_…8sQ2" }, createdAt };
    case "batch.completed":
    case "batch.failed":
    case "batch.expired":
    case "batch.cancelled":
      return { event, deliveryId: id, batchId: id, createdAt };
    case "generation.succeeded":
      return { event, generation: { ...generation, status: "succeeded", images: [IMAGE] } };
    case "generation.failed":
      return { event, generation: toFailed(generation) };
    case "generation.canceled":
      return { event, generation: { ...generation, status: "canceled" } };
  }
}

function toFailed(generation: Omit<FinishedGeneration, "status">): FinishedGeneration {
  return { ...generation, status: "failed", errorMessage: "This is only a test." };
}

import type { WebhookEvent } from "./endpoints.ts";

type Json = string | number | Json[] | { [key: string]: Json };

/** Returns sample data of an event, to test a receiver. */
export function createSampleEvent(event: WebhookEvent): { [key: string]: Json } {
  const createdAt = new Date().toISOString();
  switch (event) {
    case "credits.low":
      return { credits: 18, threshold: 20, createdAt };
    case "credits.expiring":
      return {
        credits: 60,
        expiresAt: new Date(Date.now() + THREE_DAYS_MS).toISOString(),
        createdAt,
      };
    case "generation.succeeded":
      return createGeneration({ status: "succeeded", outputs: [OUTPUT] }, createdAt);
    case "generation.failed":
      return createGeneration(
        { status: "failed", outputs: [], error: "This is only a test." },
        createdAt,
      );
    case "generation.canceled":
      return createGeneration({ status: "canceled", outputs: [] }, createdAt);
  }
}

const THREE_DAYS_MS = 72 * 60 * 60 * 1000;

const OUTPUT = {
  png: "https://cdn.example.com/generations/test/0.png",
  webp: "https://cdn.example.com/generations/test/0.webp",
  width: 1024,
  height: 1024,
};

function createGeneration(
  outcome: { [key: string]: Json },
  createdAt: string,
): { [key: string]: Json } {
  return {
    generationId: Bun.randomUUIDv7(),
    type: "text2img",
    ...outcome,
    createdAt,
    completedAt: createdAt,
  };
}

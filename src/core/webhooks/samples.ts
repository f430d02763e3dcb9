import type { WebhookEvent } from "./endpoints.ts";

type Json = string | number | Json[] | { [key: string]: Json };

/** What an event may look like, for trying out a receiver. */
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
      return generation({ status: "succeeded", outputs: [OUTPUT] }, createdAt);
    case "generation.failed":
      return generation(
        { status: "failed", outputs: [], error: "This is only a test." },
        createdAt,
      );
    case "generation.canceled":
      return generation({ status: "canceled", outputs: [] }, createdAt);
  }
}

const THREE_DAYS_MS = 72 * 60 * 60 * 1000;

const OUTPUT = {
  png: "https://cdn.example.com/generations/test/0.png",
  webp: "https://cdn.example.com/generations/test/0.webp",
  width: 1024,
  height: 1024,
};

function generation(ending: { [key: string]: Json }, createdAt: string): { [key: string]: Json } {
  return {
    generationId: Bun.randomUUIDv7(),
    type: "text2img",
    ...ending,
    createdAt,
    completedAt: createdAt,
  };
}

import type { ProviderRequest } from "../../src/providers/provider.ts";

/** Returns a request to a provider for one image, with the given changes. */
export function createProviderRequest(changes: Partial<ProviderRequest> = {}): ProviderRequest {
  return {
    generationId: "g1",
    model: "gpt-image-2",
    prompt: "a quiet harbor",
    n: 1,
    size: "auto",
    aspectRatio: "auto",
    tier: "1K",
    quality: "auto",
    background: "auto",
    outputFormat: "png",
    moderation: "auto",
    inputs: [],
    partialImages: 0,
    ...changes,
  };
}

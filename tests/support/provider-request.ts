import type { Attempt, ProviderRequest } from "../../src/providers/provider.ts";

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

/** Returns an attempt that records nothing and writes its images to a folder. */
export function createAttempt(folder: string, given: Partial<Attempt> = {}): Attempt {
  return {
    folder,
    signal: new AbortController().signal,
    sent: async () => {},
    notAccepted: async () => {},
    ...{ callsSent: 0, taskIds: [], reference: "1", findTaskIds: async () => [] },
    taskCreated: async () => {},
    ...given,
  };
}

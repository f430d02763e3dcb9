import { createHash } from "node:crypto";
import type { PixelSize, ProviderRequest } from "../../providers/provider.ts";
import type { Tier } from "../models/sizes.ts";

/** A request for images in the core's terms. Each dialect maps its requests to this type. */
export interface GenerationRequest {
  model: string;
  prompt: string;
  n: number;
  size: PixelSize | "auto";
  /** A ratio of RATIOS, or "auto" if the provider chooses. */
  aspectRatio: string;
  tier: Tier;
  quality: ProviderRequest["quality"];
  options: GenerationOptions;
  /** The customer's id of its end user. */
  endUser?: string | undefined;
}

/** The options of a request that are stored as JSON and passed to the provider. */
export interface GenerationOptions {
  background: "auto" | "opaque" | "transparent";
  outputFormat: "png" | "jpeg" | "webp";
  outputCompression?: number;
  moderation: "auto" | "low";
  /** Whether to store each image as WebP too. */
  webp?: boolean;
  /** The request type of the dialect, returned in its responses and webhooks. */
  type?: string;
  /** Index of the input that is the mask. */
  mask?: number;
  /** Set if a task returns its images in base64 too, not only as URLs. */
  responseFormat?: "b64_json";
  /** Index of the input that is the markup. */
  markup?: number;
  /** Fields that only models with the capability honor. */
  optional?: Pick<ProviderRequest, "complexity" | "seed" | "inputFidelity" | "style">;
  /** Number of previews per image, 0 to 3. */
  partialImages?: number;
  /** The requested size, if the model cannot generate it: images are resized before they are stored. */
  resizeTo?: PixelSize;
  /** The trace of the request (W3C Trace Context), which the run of the generation continues. */
  traceparent?: string;
  /** Request fields that the dialect returns when its response is read later. Erased with the prompt. */
  response?: object;
  /** Whether the plan requires that metadata is removed from the images before they are stored. */
  removeMetadata?: boolean;
}

/** An input image in the object storage. */
export interface StoredInput {
  storageKey: string;
  contentType: "image/png" | "image/jpeg" | "image/webp";
  width: number;
  height: number;
  sizeBytes: number;
  /** SHA-256 of the file, in hex. */
  digest: string;
}

/**
 * Returns a hash of the content of a request: its parsed fields and the digests of its files. Raw bytes are
 * not used, because the multipart boundary differs between retries. An input URL counts as a field: a retry
 * is equal even if the content of the URL has changed.
 */
export function computeFingerprint(
  request: GenerationRequest,
  { inputs, inputUrls }: { inputs: StoredInput[]; inputUrls?: string[] | undefined },
): Buffer {
  // Hashed, because a data URL can be as long as its image.
  const urlDigests = inputUrls?.map((url) => computeDigest(url).toString("hex"));
  const inputDigests = urlDigests ?? inputs.map((input) => input.digest);
  return computeDigest(JSON.stringify(sortKeys({ ...request, inputs: inputDigests })));
}

function computeDigest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sortKeys(each)]),
  );
}

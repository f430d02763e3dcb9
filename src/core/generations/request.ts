import { createHash } from "node:crypto";
import type { PixelSize } from "../../providers/provider.ts";
import type { Tier } from "../models/sizes.ts";

/** What is asked of a generation, in the core's own words; a dialect's `translate` makes it. */
export interface GenerationRequest {
  model: string;
  prompt: string;
  n: number;
  size: PixelSize | "auto";
  /** A listed ratio, or "auto" while the provider chooses. */
  aspectRatio: string;
  tier: Tier;
  quality: "low" | "medium" | "high" | "auto";
  options: GenerationOptions;
  /** The caller's own end-user id. */
  endUser?: string | undefined;
}

export interface GenerationOptions {
  background: "auto" | "opaque" | "transparent";
  outputFormat: "png" | "jpeg" | "webp";
  outputCompression?: number;
  moderation: "auto" | "low";
  /** Also store each picture as WebP. */
  webp?: boolean;
  /** "edit" or "text2img" and the like: the dialect's own word, told back in its replies. */
  type?: string;
  /** Index of the input that is a mask. */
  mask?: number;
  /** How many previews are wanted while the pictures are drawn, 0 to 3. */
  partialImages?: number;
}

/** A reference picture in our storage. */
export interface StoredInput {
  storageKey: string;
  contentType: "image/png" | "image/jpeg" | "image/webp";
  width: number;
  height: number;
  sizeBytes: number;
  /** Hex SHA-256 of the bytes. */
  digest: string;
}

/**
 * Names the content of a request: the parsed fields and the digests of the files, never raw bytes,
 * because a multipart boundary differs on each retry of the same request. An address is a field: a
 * retry is the same although what lay there has gone.
 */
export function computeFingerprint(
  request: GenerationRequest,
  { inputs, addresses }: { inputs: StoredInput[]; addresses?: string[] | undefined },
): string {
  // Digests, because a data URL may be as long as a picture is large.
  const pictures = addresses?.map(computeDigest) ?? inputs.map((input) => input.digest);
  return computeDigest(JSON.stringify(sorted({ ...request, inputs: pictures })));
}

function computeDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

import { invalidFields } from "../openapi/validation-error.ts";
import type { GenerationRequest } from "../core/generations/request.ts";
import { toRequest as toArt } from "./art/mapping.ts";
import { toRequest as toHub } from "./hub/mapping.ts";
import { toRequest as toOpenai } from "./openai/mapping.ts";
import { toRequest as toPlus } from "./plus/mapping.ts";
import type { DialectName } from "./prefixes.ts";
import type { ModelLimits } from "./model-limits.ts";

type Hub = Parameters<typeof toHub>[0];

/** The fields that a price depends on, named as in the hub API. With "auto" the dialect chooses. */
type QuoteRequest = Pick<Hub, "size" | "aspect_ratio" | "quality" | "n">;

const PLUS_SIZES = ["1024x1024", "1536x1024", "1024x1536"] as const;
const PLUS_QUALITIES = ["low", "medium", "high"] as const;
const ART_SIZES = [
  "auto",
  "1024x1024",
  "1536x1024",
  "1024x1536",
  "1920x1088",
  "1088x1920",
  "3824x2160",
  "2160x3824",
] as const;
const QUALITIES = ["auto", "low", "medium", "high"] as const;
// Placeholder: a price does not depend on the prompt.
const PROMPT = "-";

/** Converts a quote request as `dialect` would. Throws `invalid_request` if the dialect rejects it. */
export function toQuoted(
  dialect: DialectName,
  wanted: QuoteRequest,
  model: ModelLimits,
): GenerationRequest {
  if (dialect === "hub") return toPlayground({ ...wanted, prompt: PROMPT }, model);
  if (wanted.aspect_ratio !== "auto")
    throw invalidFields(["aspect_ratio"], "is for the hub dialect only");
  if (dialect === "plus") return toPlus(toPlusBody(wanted), model);
  const quality = requireOneOf("quality", wanted.quality, QUALITIES);
  const request = { model: model.id, prompt: PROMPT, n: wanted.n, quality };
  if (dialect === "openai") return toOpenai({ ...OPENAI, ...request, size: wanted.size }, model);
  const size = requireOneOf("size", wanted.size, ART_SIZES);
  return toArt({ ...request, size, output_format: "png", response_format: "url" }, model);
}

/** Converts a request of the playground, which has the prices of the hub API. */
export function toPlayground(
  body: QuoteRequest & Partial<Hub> & { prompt: string },
  model: ModelLimits,
): GenerationRequest {
  const defaults = { output_format: "png", background: "auto", async: true } as const;
  return toHub({ ...defaults, ...body, model: model.id }, model);
}

const OPENAI = {
  background: null,
  output_format: null,
  output_compression: null,
  moderation: null,
  response_format: null,
  stream: null,
  partial_images: null,
};

function toPlusBody({ size, quality, n }: QuoteRequest): Parameters<typeof toPlus>[0] {
  return {
    prompt: PROMPT,
    type: "text2img",
    size: size === "auto" ? "1024x1024" : requireOneOf("size", size, PLUS_SIZES),
    quality: quality === "auto" ? "medium" : requireOneOf("quality", quality, PLUS_QUALITIES),
    n,
  };
}

function requireOneOf<Value extends string>(
  field: string,
  given: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw invalidFields([field], `must be one of ${values.join(", ")}`);
  return found;
}

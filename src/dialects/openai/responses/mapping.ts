import type { components } from "../../../../generated/openai/server.ts";
import type { GenerationRequest } from "../../../core/generations/request.ts";
import { AppError, type Issue } from "../../../foundation/errors.ts";
import type { ModelLimits } from "../../model-limits.ts";
import { toEdit, toRequest } from "../mapping.ts";
import type { ResponseInput } from "./input.ts";

type Schemas = components["schemas"];

// Fields of the Images API that have another place in a response request.
const PLACES: Record<string, Issue["path"]> = {
  prompt: ["input"],
  image: ["input"],
  mask: ["tools", 0, "input_image_mask"],
  size: ["tools", 0, "size"],
  quality: ["tools", 0, "quality"],
  background: ["tools", 0, "background"],
  output_format: ["tools", 0, "output_format"],
  output_compression: ["tools", 0, "output_compression"],
  complexity: ["tools", 0, "complexity"],
  input_fidelity: ["tools", 0, "input_fidelity"],
};

const COMPLEXITIES = ["low", "medium", "high"] as const;

/** Converts a request. Throws `invalid_request` for values that the model does not support. */
export function toGenerationRequest(
  body: Schemas["CreateResponseRequest"],
  { tool, prompt, links, imageCount }: ResponseInput,
  model: ModelLimits,
): GenerationRequest {
  const image: Schemas["CreateImageRequest"] = {
    model: model.id,
    prompt,
    n: 1,
    size: tool.size,
    quality: tool.quality,
    background: tool.background,
    output_format: tool.output_format,
    output_compression: tool.output_compression,
    moderation: tool.moderation,
    complexity: tool.complexity ?? inheritComplexity(body, model),
    input_fidelity: tool.input_fidelity,
    response_format: "b64_json",
    stream: body.stream,
    partial_images: tool.partial_images,
    user: body.user,
    safety_identifier: body.safety_identifier,
  };
  if (imageCount === 0) return toRequest(image, model);
  return toEdit(image, model, { count: imageCount, hasMask: links.length > imageCount });
}

/** Returns the effort of the request as in OpenAI's API, if the model supports it. */
function inheritComplexity(
  { reasoning }: Schemas["CreateResponseRequest"],
  { honored }: ModelLimits,
): (typeof COMPLEXITIES)[number] | undefined {
  if (!honored?.has("complexity")) return undefined;
  return COMPLEXITIES.find((each) => each === reasoning?.["effort"]);
}

/** Names the field of the response request in the errors of a step that uses those of the Images API. */
export async function withToolFields<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.details.issues === undefined) throw cause;
    const { code, message, details } = cause;
    const issues = cause.details.issues.map(toPlaced);
    throw new AppError(code, message, { cause, details: { ...details, issues } });
  }
}

function toPlaced({ path: [first, ...rest], reason }: Issue): Issue {
  const place = typeof first === "string" ? PLACES[first] : undefined;
  if (place !== undefined) return { path: [...place, ...rest], reason };
  return { path: first === undefined ? rest : [first, ...rest], reason };
}

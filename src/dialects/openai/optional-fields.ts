import type { GenerationOptions } from "../../core/generations/request.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { Capability } from "../../providers/capabilities.ts";
import type { ModelLimits } from "../model-limits.ts";
import type { ImageRequest } from "./image-request.ts";

type OptionalFields = NonNullable<GenerationOptions["optional"]>;

/**
 * Returns the fields that only some models honor. Throws `invalid_request` for one that the model would
 * ignore, because the customer would be charged for images without its effect.
 */
export function readOptionalFields(body: ImageRequest, model: ModelLimits): OptionalFields {
  const { quality, complexity, seed } = body;
  // The other values of these fields are what models do without the field.
  const inputFidelity = body.input_fidelity === "low" ? "low" : undefined;
  const style = "style" in body && body.style === "natural" ? "natural" : undefined;
  const markup = "markup" in body ? body.markup : undefined;
  const uses: [value: unknown, capability: Capability, field: string][] = [
    [quality === "xhigh" || undefined, "quality_xhigh", "quality"],
    [quality === "max" || undefined, "quality_max", "quality"],
    [complexity, "complexity", "complexity"],
    [seed, "seed", "seed"],
    [markup, "markup", "markup"],
    [inputFidelity, "input_fidelity", "input_fidelity"],
    [style, "style", "style"],
  ];
  for (const [value, capability, field] of uses) {
    if (value === undefined || value === null || model.honored?.has(capability)) continue;
    throw invalidFields([field], "is not supported by this model");
  }
  return {
    ...(complexity && { complexity }),
    ...(seed !== null && seed !== undefined && { seed }),
    ...(inputFidelity && { inputFidelity }),
    ...(style && { style }),
  };
}

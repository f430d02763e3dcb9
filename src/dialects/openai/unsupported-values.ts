import { invalidFields } from "../../openapi/validation-error.ts";
import type { ImageRequest } from "./image-request.ts";

/**
 * Throws `invalid_request` for a value that the model would ignore: the customer would be charged for
 * images without its effect.
 */
export function assertSupportedValues(body: ImageRequest): void {
  for (const [field, value] of listOptionalValues(body)) {
    if (value !== undefined && value !== null)
      throw invalidFields([field], "is not supported by this model");
  }
}

function listOptionalValues(body: ImageRequest): [field: string, value: unknown][] {
  const { quality, complexity, seed } = body;
  return [
    ["quality", quality === "xhigh" || quality === "max" ? quality : undefined],
    ["complexity", complexity],
    ["seed", seed],
    ["markup", "markup" in body ? body.markup : undefined],
    // The other values are what models do without the field.
    ["input_fidelity", body.input_fidelity === "low" ? "low" : undefined],
    ["style", "style" in body && body.style === "natural" ? "natural" : undefined],
  ];
}

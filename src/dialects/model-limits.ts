import type { Capability } from "../providers/capabilities.ts";
import type { PixelSize } from "../providers/provider.ts";

/** A model with its limits, as far as the translation of a request depends on them. */
export interface ModelLimits {
  id: string;
  maxImages: number;
  referenceImageLimit: number;
  /** The optional request fields that it honors. */
  honored?: ReadonlySet<Capability>;
  /** The size that is generated for the requested size, which the model does not generate. */
  generatedSize?: PixelSize | undefined;
}

/** A model with its limits, as far as the translation of a request depends on them. */
export interface ModelLimits {
  id: string;
  maxImages: number;
  referenceImageLimit: number;
}

/** Limits of a model, as far as the translation of a request depends on them. */
export interface ModelLimits {
  maxImages: number;
  referenceImageLimit: number;
}

/** A model with its limits. */
export interface LimitedModel extends ModelLimits {
  id: string;
}

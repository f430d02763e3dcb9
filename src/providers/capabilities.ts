/** Request fields that only some models honor. Other models would ignore them, so they are rejected. */
export const CAPABILITIES = [
  "quality_xhigh",
  "quality_max",
  "complexity",
  "markup",
  "seed",
  "input_fidelity",
  "style",
] as const;

/** A request field, or a value of one, that only some models honor. */
export type Capability = (typeof CAPABILITIES)[number];

/** Returns the capabilities that a request needs. */
export function listNeededCapabilities(request: {
  quality: string;
  complexity?: unknown;
  markup?: unknown;
  seed?: unknown;
  inputFidelity?: unknown;
  style?: unknown;
}): Capability[] {
  const { quality, complexity, markup, seed, inputFidelity, style } = request;
  const needed: Record<Capability, boolean> = {
    quality_xhigh: quality === "xhigh",
    quality_max: quality === "max",
    complexity: complexity !== undefined,
    markup: markup !== undefined,
    seed: seed !== undefined,
    input_fidelity: inputFidelity !== undefined,
    style: style !== undefined,
  };
  return CAPABILITIES.filter((each) => needed[each]);
}

import type { components } from "../../generated/hub/server.ts";
import type { listModels } from "../core/models/models.ts";
import { RATIOS, TIERS } from "../core/models/sizes.ts";

type ModelCard = components["schemas"]["ModelCard"];
type ListedModel = Awaited<ReturnType<typeof listModels>>[number];

/** Converts a model with its hub prices to the wire format of the hub and account APIs. */
export function toModelCard(
  model: ListedModel,
  offered: Pick<ModelCard, "sizes" | "max_images">,
): ModelCard {
  return {
    id: model.id,
    object: "model",
    name: model.name,
    provider: model.provider,
    provider_model: model.providerModel,
    credits: { "1K": model.price1k ?? 0, "2K": model.price2k ?? 0, "4K": model.price4k ?? 0 },
    default: { aspect_ratio: "auto", quality: "1K" },
    aspect_ratios: ["auto", ...RATIOS],
    qualities: [...TIERS],
    sizes: offered.sizes,
    render_qualities: ["auto", "low", "medium", "high"],
    reference_image_limit: model.referenceImageLimit,
    max_images: offered.max_images,
  };
}

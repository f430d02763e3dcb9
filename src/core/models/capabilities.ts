import type { Context } from "../../app/context.ts";
import { type Capability, CAPABILITIES } from "../../providers/capabilities.ts";
import type { Provider } from "../../providers/provider.ts";
import { unusableProviders } from "./usable-providers.ts";

/** The columns of a model that determine what it honors. */
interface CapableModel {
  capabilities: string[];
  routeProviders: string[];
}

/**
 * Returns the optional request fields that some provider of a model honors: those that the provider honors
 * with every model, and those of the model that the provider passes on.
 */
export function listCapabilities(
  ctx: Pick<Context, "providers" | "config">,
  { capabilities, routeProviders }: CapableModel,
): ReadonlySet<Capability> {
  const unusable = unusableProviders(ctx.providers, routeProviders);
  const names =
    routeProviders.length === 0
      ? [ctx.config.provider]
      : routeProviders.filter((name) => !unusable.includes(name));
  const providers = names.flatMap((name) => ctx.providers.get(name) ?? []);
  const isHonored = (capability: Capability) =>
    providers.some((provider) => honors(provider, capability, capabilities));
  return new Set(CAPABILITIES.filter(isHonored));
}

function honors(provider: Provider, capability: Capability, declared: string[]): boolean {
  const support = provider.capabilities?.[capability];
  return support === "always" || (support === "declared" && declared.includes(capability));
}

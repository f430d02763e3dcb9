import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../app/context.ts";
import type { Provider, ProviderOutcome } from "../../providers/provider.ts";
import { unusableProviders } from "../models/usable-providers.ts";

// So many failures in a row say that a provider is down; then others are asked for so long.
const FAILURES = 5;
const OPEN_SECONDS = 30;
// A probe whose worker dies would otherwise keep everybody else out for ever.
const PROBE_SECONDS = 60;

/** A provider that may draw a generation, and its own name of the model. */
export interface Route {
  provider: Provider;
  model: string;
}

/** As a model's row and its routes name them. */
export interface RouteNames {
  providerModel: string;
  routeProviders: string[];
  routeModels: string[];
}

/**
 * Returns the usable routes of a model, in order; empty where no provider may serve it. A model with
 * routes is never served by another provider. A model without routes has one: the provider of the
 * setting PROVIDER.
 */
export function listRoutes(ctx: Context, names: RouteNames): Route[] {
  const { routeProviders, routeModels, providerModel } = names;
  if (routeProviders.length === 0) {
    const provider = ctx.providers.get(ctx.config.provider);
    return provider === undefined ? [] : [{ provider, model: providerModel }];
  }
  const unusable = unusableProviders(ctx.providers, routeProviders);
  return routeProviders.flatMap((name, position) => {
    const provider = ctx.providers.get(name);
    if (provider === undefined || unusable.includes(name)) return [];
    return [{ provider, model: routeModels[position] ?? providerModel }];
  });
}

/** The route to the provider of that name, also where the model's routes no longer name it. */
export function findRoute(ctx: Context, names: RouteNames, name: string): Route | undefined {
  const provider = ctx.providers.get(name);
  if (provider === undefined) return undefined;
  const model = names.routeModels[names.routeProviders.indexOf(name)] ?? names.providerModel;
  return { provider, model };
}

/**
 * Whether a provider may be called now: 0, or the milliseconds until it may be asked again. All
 * processes share one circuit a provider; once its time is up, one call goes through as a probe.
 */
export async function tryAcquireRoute(ctx: Context, { provider }: Route): Promise<number> {
  const asked = { provider: provider.name, probeSeconds: PROBE_SECONDS };
  const [row] = await queries.tryAcquireCircuit.run(asked, ctx.db);
  return row?.waitMs ?? 0;
}

/** Notes what an outcome says about its provider's health. Pictures and refusals of content are well. */
export async function recordRouteOutcome(
  ctx: Context,
  { provider }: Route,
  { kind }: ProviderOutcome,
): Promise<void> {
  const isWell = kind === "images" || kind === "blocked" || kind === "rejected";
  await queries.recordCircuitOutcome.run(
    { provider: provider.name, isWell, threshold: FAILURES, openSeconds: OPEN_SECONDS },
    ctx.db,
  );
}

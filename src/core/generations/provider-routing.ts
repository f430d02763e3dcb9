import * as queries from "../../../generated/queries/providers.ts";
import type { Context } from "../../app/context.ts";
import type { Provider, ProviderOutcome } from "../../providers/provider.ts";
import { unusableProviders } from "../models/usable-providers.ts";

// Consecutive failures that open the circuit breaker of a provider, and how long it stays open.
const FAILURES = 5;
const OPEN_SECONDS = 30;
// Timeout of a probe, because its worker may die before it reports the outcome.
const PROBE_SECONDS = 60;

/** A provider that can serve a generation, with the provider's name of the model. */
export interface Route {
  provider: Provider;
  model: string;
}

/** The columns of a model and its routes. */
export interface RouteNames {
  providerModel: string;
  routeProviders: string[];
  routeModels: string[];
}

/**
 * Returns the usable routes of a model in order, or an empty list if no provider can serve it. A model with
 * routes is never served by another provider. A model without routes uses the provider of the PROVIDER
 * setting.
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

/** Returns the route to a provider, even if the model's routes no longer contain it. */
export function findRoute(ctx: Context, names: RouteNames, name: string): Route | undefined {
  const provider = ctx.providers.get(name);
  if (provider === undefined) return undefined;
  const model = names.routeModels[names.routeProviders.indexOf(name)] ?? names.providerModel;
  return { provider, model };
}

/**
 * Asks the circuit breaker of a provider, which all processes share. Returns 0 if the provider can be
 * called, else the milliseconds until the next try. After that time, one call is allowed as a probe.
 */
export async function tryAcquireRoute(ctx: Context, { provider }: Route): Promise<number> {
  const wanted = { provider: provider.name, probeSeconds: PROBE_SECONDS };
  const [row] = await queries.tryAcquireCircuit.run(wanted, ctx.db);
  return row?.waitMs ?? 0;
}

/** Records whether an outcome shows a healthy provider. Images and content rejections do. */
export async function recordRouteOutcome(
  ctx: Context,
  { provider }: Route,
  { kind }: ProviderOutcome,
): Promise<void> {
  const isHealthy = kind === "images" || kind === "blocked" || kind === "rejected";
  await queries.recordCircuitOutcome.run(
    { provider: provider.name, isHealthy, threshold: FAILURES, openSeconds: OPEN_SECONDS },
    ctx.db,
  );
}

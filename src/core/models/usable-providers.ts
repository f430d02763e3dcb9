import type { Context } from "../../app/context.ts";

// Generates images without a model, for tests of an integration.
const DEMO = "demo";

/**
 * Returns those of a model's providers that cannot serve it: providers that are not configured here,
 * and `demo` beside any other provider, because its images come from no model.
 */
export function unusableProviders(
  configured: Pick<ReadonlySet<string>, "has">,
  routeProviders: string[],
): string[] {
  const hasOthers = routeProviders.some((name) => name !== DEMO);
  return routeProviders.filter((name) => !configured.has(name) || (name === DEMO && hasOthers));
}

/**
 * Returns whether any provider may serve a model with these routes. All processes of an installation
 * have the same provider settings, so the answer of this one holds for its workers.
 */
export function isServed(ctx: Context, routeProviders: string[]): boolean {
  if (routeProviders.length === 0) return ctx.providers.has(ctx.config.provider);
  return unusableProviders(ctx.providers, routeProviders).length < routeProviders.length;
}

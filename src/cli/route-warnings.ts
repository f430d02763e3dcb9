/**
 * Returns the problems of the routes of a model, one sentence each. `unusable` are the providers of
 * `routes` that cannot serve it; see `unusableProviders`.
 */
export function toRouteWarnings(id: string, routes: string[], unusable: string[]): string[] {
  const problems = unusable.map((provider) =>
    provider === "demo"
      ? `${id}: demo is not used, because the model has routes to other providers.`
      : `${id}: ${provider} is not configured: set ${provider.toUpperCase()}_API_KEY and restart.`,
  );
  if (routes.length === 0 || unusable.length < routes.length) return problems;
  return [...problems, `No route is usable: requests for ${id} are answered with 503.`];
}

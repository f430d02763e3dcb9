import { AppError } from "../foundation/errors.ts";
import type { Route } from "./request-handler.ts";
import type { RequestContext } from "./request-context.ts";
import { createRateLimitHeaders } from "./rate-limit-headers.ts";

/** Why no route took the request: no such path, or a path that knows other methods (`Allow`). */
export function respondNotFound(
  routes: Route[],
  request: Request,
  exchange: RequestContext,
): AppError {
  const { pathname } = new URL(request.url);
  const methods = routes
    .map((route) => route.operation)
    .filter((operation) => patternOf(operation.path).test(pathname))
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  if (methods.length === 0) return new AppError("not_found", "Not found.");
  exchange.headers.set("allow", methods.join(", "));
  return new AppError(
    "method_not_allowed",
    `Method not allowed. Allowed methods: ${methods.join(", ")}.`,
  );
}

/** A request that has lost its way counts like any other, and its key is told what is left. */
export async function setRateLimitHeaders(
  identify: () => ReturnType<Route["authenticate"]>,
  exchange: RequestContext,
): Promise<void> {
  for (const [name, value] of Object.entries(await findRateLimit(identify)))
    exchange.headers.set(name, value);
}

async function findRateLimit(identify: () => ReturnType<Route["authenticate"]>) {
  try {
    const { headers = {} } = await identify();
    return headers;
  } catch (error) {
    // The reply is 404 or 405 all the same, also to a bad key and without a database.
    return error instanceof AppError ? createRateLimitHeaders(error.details.rate) : {};
  }
}

/** Returns an expression that matches the paths of a template such as `/things/{thingId}`. */
export function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
}

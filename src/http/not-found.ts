import { AppError } from "../foundation/errors.ts";
import type { OperationRoute } from "./request-handler.ts";
import type { RequestContext } from "./request-context.ts";
import { createRateLimitHeaders } from "./rate-limit-headers.ts";

/** Returns `not_found`, or `method_not_allowed` with an Allow header if the path has other methods. */
export function toMissingRouteError(
  routes: OperationRoute[],
  request: Request,
  requestContext: RequestContext,
): AppError {
  const { pathname } = new URL(request.url);
  const methods = routes
    .map((route) => route.operation)
    .filter((operation) => toPathPattern(operation.path).test(pathname))
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  if (methods.length === 0) return new AppError("not_found", "Not found.");
  requestContext.headers.set("allow", methods.join(", "));
  return new AppError(
    "method_not_allowed",
    `Method not allowed. Allowed methods: ${methods.join(", ")}.`,
  );
}

/** Counts a request without a route against the rate limit, and sets the rate-limit headers. */
export async function setRateLimitHeaders(
  authenticate: () => ReturnType<OperationRoute["authenticate"]>,
  requestContext: RequestContext,
): Promise<void> {
  for (const [name, value] of Object.entries(await findRateLimit(authenticate)))
    requestContext.headers.set(name, value);
}

async function findRateLimit(authenticate: () => ReturnType<OperationRoute["authenticate"]>) {
  try {
    const { headers = {} } = await authenticate();
    return headers;
  } catch (error) {
    // The response is 404 or 405 also for an invalid key and during a database outage.
    return error instanceof AppError ? createRateLimitHeaders(error.details.rate) : {};
  }
}

/** Returns a regular expression for the paths of a template such as `/things/{thingId}`. */
export function toPathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
}

import { AppError } from "../errors.ts";
import type { Route } from "./answer.ts";
import type { Exchange } from "./exchange.ts";

/** Why no route took the request: no such path, or a path that knows other methods (`Allow`). */
export function noRoute(routes: Route[], request: Request, exchange: Exchange): AppError {
  const { pathname } = new URL(request.url);
  const methods = routes
    .map((route) => route.operation)
    .filter((operation) => pattern(operation.path).test(pathname))
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  if (methods.length === 0) return new AppError("not_found", "There is nothing at this address.");
  exchange.headers.set("allow", methods.join(", "));
  return new AppError("method_not_allowed", `This address knows ${methods.join(", ")}.`);
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+")}$`);
}

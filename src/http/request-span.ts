import type { Context } from "../app/context.ts";
import type { TraceSpan } from "../app/tracing.ts";
import type { RequestContext } from "./request-context.ts";

/** Starts the span of a request, which continues the trace of its client. Undefined without tracing. */
export function startRequestSpan(
  { tracing }: Pick<Context, "tracing">,
  { method, url, headers }: Request,
  { requestId }: RequestContext,
): TraceSpan | undefined {
  return tracing?.start(method, "SERVER", {
    parent: headers.get("traceparent"),
    attributes: {
      "http.request.method": method,
      // Without the query, which can contain credentials.
      "url.path": new URL(url).pathname,
      "url.scheme": "http",
      "darkroom.request.id": requestId,
    },
  });
}

/** Ends the span of a request. A stream continues after its span. */
export function endRequestSpan(
  { span, operation, accountId }: RequestContext,
  { dialect, status }: { dialect: string; status: number },
): void {
  if (span === undefined) return;
  span.set({
    "http.response.status_code": status,
    "darkroom.dialect": dialect,
    "darkroom.operation": operation ?? "none",
    ...(accountId === undefined ? {} : { "darkroom.account.id": accountId }),
  });
  span.end(status >= 500 ? String(status) : undefined);
}

import type { Context } from "../../app/context.ts";
import type { ProviderOutcome, ProviderRequest } from "../../providers/provider.ts";
import type { Claim } from "./claim.ts";

/**
 * Runs a claimed generation within a span, which continues the trace of the request that created it. The
 * context that `run` receives belongs to the span. Without tracing, `run` is called with `ctx`.
 */
export async function traceRun(
  ctx: Context,
  { generation, number, queuedSeconds }: Claim,
  run: (ctx: Context) => Promise<void>,
): Promise<void> {
  const span = ctx.tracing?.start("run generation", "CONSUMER", {
    parent: generation.options.traceparent,
    attributes: {
      "darkroom.generation.id": generation.id,
      "darkroom.account.id": generation.accountId,
      "darkroom.claim": number,
      "darkroom.queued_seconds": queuedSeconds,
    },
  });
  if (span === undefined) return run(ctx);
  try {
    await run({ ...ctx, span });
    span.end();
  } catch (error) {
    span.end(error instanceof Error ? error.name : "unknown");
    throw error;
  }
}

/**
 * Calls a provider within a span, named as in the semantic conventions for generative AI. `call` receives
 * the traceparent with which the provider can continue the trace.
 */
export async function traceCall(
  { tracing, span: parent }: Context,
  { provider, request }: { provider: string; request: ProviderRequest },
  call: (traceparent: string | undefined) => Promise<ProviderOutcome>,
): Promise<ProviderOutcome> {
  const { model, n, generationId } = request;
  const span = tracing?.start(`generate_content ${model}`, "CLIENT", {
    parent: parent?.traceparent,
    attributes: {
      "gen_ai.operation.name": "generate_content",
      "gen_ai.provider.name": provider,
      "gen_ai.request.model": model,
      "gen_ai.request.choice.count": n,
      "gen_ai.output.type": "image",
      "darkroom.generation.id": generationId,
    },
  });
  if (span === undefined) return call(undefined);
  try {
    const outcome = await call(span.traceparent);
    span.set(toUsageAttributes(outcome));
    span.end(outcome.kind === "images" ? undefined : outcome.kind);
    return outcome;
  } catch (error) {
    span.end("internal");
    throw error;
  }
}

function toUsageAttributes(outcome: ProviderOutcome): Record<string, number | string> {
  const usage = outcome.kind === "images" ? outcome.usage : undefined;
  return {
    "darkroom.provider.outcome": outcome.kind,
    ...(usage !== undefined && "totalTokens" in usage
      ? {
          "gen_ai.usage.input_tokens": usage.inputTokens,
          "gen_ai.usage.output_tokens": usage.outputTokens,
        }
      : {}),
  };
}

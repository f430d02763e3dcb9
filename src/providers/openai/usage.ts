import { z } from "zod";
import type { ProviderUsage } from "../provider.ts";

const tokens = z.number().int().nonnegative();
const usageSchema = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  total_tokens: tokens,
  input_tokens_details: z.object({ text_tokens: tokens, image_tokens: tokens }).optional(),
});

// The list price of gpt-image-2: dollars per million tokens, which equal micro-dollars per token.
const TEXT_IN_MICROS = 5;
const IMAGE_IN_MICROS = 8;
const IMAGE_OUT_MICROS = 30;

/**
 * Returns usage and cost from the `usage` objects of a response (an event stream has one per image). The
 * cost is only known for gpt-image-2 and its snapshots. Input tokens of unknown type are priced as text.
 */
export function readUsage(
  model: string,
  reported: unknown[],
): { usage?: ProviderUsage; costMicros?: number } {
  const parts = reported.map((each) => usageSchema.safeParse(each).data).filter((each) => !!each);
  if (parts.length === 0) return {};
  const usage = parts.map(toUsage).reduce(add);
  return /^gpt-image-2(-\d|$)/.test(model) ? { usage, costMicros: toCostMicros(usage) } : { usage };
}

function toUsage(reported: z.infer<typeof usageSchema>): ProviderUsage {
  const details = reported.input_tokens_details;
  return {
    inputTokens: reported.input_tokens,
    outputTokens: reported.output_tokens,
    totalTokens: reported.total_tokens,
    ...(details && {
      inputTextTokens: details.text_tokens,
      inputImageTokens: details.image_tokens,
    }),
  };
}

function add(a: ProviderUsage, b: ProviderUsage): ProviderUsage {
  const details = a.inputImageTokens !== undefined || b.inputImageTokens !== undefined;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    totalTokens: a.totalTokens + b.totalTokens,
    ...(details && {
      inputTextTokens: (a.inputTextTokens ?? 0) + (b.inputTextTokens ?? 0),
      inputImageTokens: (a.inputImageTokens ?? 0) + (b.inputImageTokens ?? 0),
    }),
  };
}

function toCostMicros(usage: ProviderUsage): number {
  const imageIn = usage.inputImageTokens ?? 0;
  const textIn = Math.max(0, usage.inputTokens - imageIn);
  return (
    textIn * TEXT_IN_MICROS + imageIn * IMAGE_IN_MICROS + usage.outputTokens * IMAGE_OUT_MICROS
  );
}

import type { components, operations } from "../../../generated/openai/server.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { findMatchingRule } from "../../core/moderation/moderation.ts";
import type { Call } from "../../openapi/handlers.ts";
import { invalidFields } from "../../openapi/validation-error.ts";

type Schemas = components["schemas"];

const DEFAULT_MODEL = "omni-moderation-latest";
// Bounds the time of matching, which is linear in the text for each rule.
const MAX_LENGTH = 131_072;

/** Handler of the check of texts. */
export const moderationHandlers = { createModeration };

async function createModeration({
  ctx,
  body,
  reply,
}: Call<operations["createModeration"], Caller>) {
  const texts = toTexts(body.input);
  const length = texts.flat().reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_LENGTH)
    throw invalidFields(["input"], `must have at most ${MAX_LENGTH} characters`);
  const results: Schemas["ModerationResult"][] = [];
  for (const parts of texts) {
    const rules = await Promise.all(parts.map((text) => findMatchingRule(ctx, text)));
    results.push(toResult({ isFlagged: rules.some(Boolean), hasText: parts.length > 0 }));
  }
  const id = `modr-${crypto.randomUUID().replaceAll("-", "")}`;
  return reply(200, { id, model: body.model ?? DEFAULT_MODEL, results });
}

/** Returns the texts of each result: one for each text of a list, or all parts together. */
function toTexts(input: Schemas["ModerationRequest"]["input"]): string[][] {
  if (typeof input === "string") return [[input]];
  const texts = input.filter((each) => typeof each === "string");
  if (texts.length > 0) return texts.map((text) => [text]);
  return [input.flatMap((part) => (typeof part === "object" && "text" in part ? [part.text] : []))];
}

function toResult({
  isFlagged,
  hasText,
}: {
  isFlagged: boolean;
  hasText: boolean;
}): Schemas["ModerationResult"] {
  return {
    flagged: isFlagged,
    categories: toCategories(isFlagged, false),
    category_scores: toCategories(isFlagged ? 1 : 0, 0),
    category_applied_input_types: toCategories<"text"[]>(hasText ? ["text"] : [], []),
  };
}

// Rules have no categories. A text that an operator does not allow is closest to "illicit".
function toCategories<Value>(
  illicit: Value,
  other: Value,
): Record<keyof Schemas["ModerationCategories"], Value> {
  return {
    harassment: other,
    "harassment/threatening": other,
    hate: other,
    "hate/threatening": other,
    illicit,
    "illicit/violent": other,
    "self-harm": other,
    "self-harm/intent": other,
    "self-harm/instructions": other,
    sexual: other,
    "sexual/minors": other,
    violence: other,
    "violence/graphic": other,
  };
}

import type { components, operations } from "../../../generated/openai/server.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { findMatchingRule } from "../../core/moderation/moderation.ts";
import type { Context } from "../../app/context.ts";
import type { Call } from "../../openapi/handlers.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { ModerationInput, ModerationVerdict } from "../../providers/openai/moderation.ts";

type Schemas = components["schemas"];
type Result = Schemas["ModerationResult"];

/** What one result is about: a text, or all parts of a message. */
type Parts = ModerationInput[];

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
  const items = toItems(body.input);
  if (isTooLong(items.flatMap(listTexts)))
    throw invalidFields(["input"], `must have at most ${MAX_LENGTH} characters`);
  const verdicts = (await examine(ctx, body.input)) ?? [];
  const results: Result[] = [];
  for (const [index, parts] of items.entries()) {
    const texts = listTexts(parts);
    const rules = await Promise.all(texts.map((text) => findMatchingRule(ctx, text)));
    const hasMatch = rules.some(Boolean);
    results.push(toResult({ hasMatch, hasText: texts.length > 0, verdict: verdicts[index] }));
  }
  const id = `modr-${crypto.randomUUID().replaceAll("-", "")}`;
  return reply(200, { id, model: body.model ?? DEFAULT_MODEL, results });
}

/** Whether texts have more characters than allowed. A character has one or two UTF-16 code units. */
function isTooLong(texts: string[]): boolean {
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  if (units <= MAX_LENGTH || units > 2 * MAX_LENGTH) return units > MAX_LENGTH;
  return texts.reduce((sum, text) => sum + [...text].length, 0) > MAX_LENGTH;
}

/** Returns the verdicts of the provider's model, if there is one and it can be asked. */
async function examine(
  ctx: Context,
  input: Schemas["ModerationRequest"]["input"],
): Promise<ModerationVerdict[] | undefined> {
  if (typeof input === "string") return ctx.moderator?.examine([input]);
  const texts = input.filter((each) => typeof each === "string");
  const parts = input.filter((each) => typeof each === "object");
  return ctx.moderator?.examine(texts.length > 0 ? texts : parts);
}

/** Returns the parts of each result: those of one text of a list, or all parts together. */
function toItems(input: Schemas["ModerationRequest"]["input"]): Parts[] {
  if (typeof input === "string") return [[{ type: "text", text: input }]];
  const texts = input.filter((each) => typeof each === "string");
  if (texts.length > 0) return texts.map((text) => [{ type: "text", text }]);
  return [input.filter((part) => typeof part === "object")];
}

function listTexts(parts: Parts): string[] {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
}

interface Findings {
  /** Whether a rule matches. */
  hasMatch: boolean;
  hasText: boolean;
  verdict: ModerationVerdict | undefined;
}

function toResult({ hasMatch, hasText, verdict }: Findings): Result {
  const types = verdict?.category_applied_input_types;
  const byRules = hasText ? (["text"] as const) : [];
  return {
    flagged: hasMatch || verdict?.flagged === true,
    categories: toCategories(
      (name) => verdict?.categories[name] === true || (hasMatch && name === RULES),
    ),
    category_scores: toCategories((name) =>
      hasMatch && name === RULES ? 1 : (verdict?.category_scores[name] ?? 0),
    ),
    category_applied_input_types: toCategories((name) => {
      const applied = (["text", "image"] as const).filter((type) => types?.[name]?.includes(type));
      return applied.length === 0 && name === RULES ? [...byRules] : applied;
    }),
  };
}

// Rules have no categories. A text that an operator does not allow is closest to this one.
const RULES = "illicit";

type Category = keyof Schemas["ModerationCategories"];

function toCategories<Value>(toValue: (name: Category) => Value): Record<Category, Value> {
  return {
    harassment: toValue("harassment"),
    "harassment/threatening": toValue("harassment/threatening"),
    hate: toValue("hate"),
    "hate/threatening": toValue("hate/threatening"),
    illicit: toValue("illicit"),
    "illicit/violent": toValue("illicit/violent"),
    "self-harm": toValue("self-harm"),
    "self-harm/intent": toValue("self-harm/intent"),
    "self-harm/instructions": toValue("self-harm/instructions"),
    sexual: toValue("sexual"),
    "sexual/minors": toValue("sexual/minors"),
    violence: toValue("violence"),
    "violence/graphic": toValue("violence/graphic"),
  };
}

import * as moderation from "../core/moderation/moderation.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { argument, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const PATTERN = argument(
  text("PATTERN"),
  "Words that a prompt must not contain, case-insensitive; * matches any characters",
);

/** Adds a moderation rule. */
export const moderationAdd = command({
  name: "moderation add",
  changes: true,
  summary: "Reject prompts that contain a pattern, before credits are held",
  options: {
    pattern: PATTERN,
    reason: required(text("REASON"), "Reason shown to the customer"),
  },
  async run(context, rule) {
    await withRuntime(context, (ctx) => moderation.addRule(ctx, rule));
    context.terminal.result(rule, [`Prompts that contain "${rule.pattern}" are now rejected.`]);
  },
});

/** Lists the moderation rules. */
export const moderationList = command({
  name: "moderation list",
  summary: "List the moderation rules",
  options: {},
  async run(context) {
    const rows = await withRuntime(context, (ctx) => moderation.listRules(ctx));
    const rules = rows.map(({ pattern, reason, createdAt }) => ({
      pattern,
      reason,
      created_at: createdAt.toISOString(),
    }));
    const lines = rules.map(({ pattern, reason }) => [pattern, reason]);
    context.terminal.result({ rules }, table([["PATTERN", "REASON"], ...lines]));
  },
});

/** Removes a moderation rule. */
export const moderationRemove = command({
  name: "moderation remove",
  changes: true,
  summary: "Remove a moderation rule",
  options: { pattern: PATTERN },
  async run(context, { pattern }) {
    await withRuntime(context, (ctx) => moderation.removeRule(ctx, pattern));
    context.terminal.result({ pattern }, [`Removed the rule "${pattern}".`]);
  },
});

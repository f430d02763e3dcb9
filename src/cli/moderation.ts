import * as moderation from "../core/moderation/moderation.ts";
import { command } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { argument, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const PATTERN = argument(
  text("PATTERN"),
  "Whole words that a prompt may not contain, in any case; * stands for any characters",
);

/** Adds a moderation rule. */
export const moderationAdd = command({
  name: "moderation add",
  changes: true,
  summary: "Refuse prompts that contain a pattern, before anything is charged",
  options: {
    pattern: PATTERN,
    reason: required(text("REASON"), "The reason, shown to the customer"),
  },
  async run(job, rule) {
    await withRuntime(job, (ctx) => moderation.addRule(ctx, rule));
    job.terminal.answer(rule, [`Prompts that contain "${rule.pattern}" are refused from now on.`]);
  },
});

/** Lists the moderation rules. */
export const moderationList = command({
  name: "moderation list",
  summary: "List the moderation rules",
  options: {},
  async run(job) {
    const rows = await withRuntime(job, (ctx) => moderation.listRules(ctx));
    const rules = rows.map(({ pattern, reason, createdAt }) => ({
      pattern,
      reason,
      created_at: createdAt.toISOString(),
    }));
    const lines = rules.map(({ pattern, reason }) => [pattern, reason]);
    job.terminal.answer({ rules }, table([["PATTERN", "REASON"], ...lines]));
  },
});

/** Removes a moderation rule. */
export const moderationRemove = command({
  name: "moderation remove",
  changes: true,
  summary: "Remove a moderation rule",
  options: { pattern: PATTERN },
  async run(job, { pattern }) {
    await withRuntime(job, (ctx) => moderation.removeRule(ctx, pattern));
    job.terminal.answer({ pattern }, [`The rule "${pattern}" is removed.`]);
  },
});

import * as queries from "../../../generated/queries/moderation.ts";
import type { Context } from "../../app/context.ts";
import type { Db } from "../../database/db.ts";
import { AppError } from "../../foundation/errors.ts";
import { compilePattern, normalize } from "./pattern.ts";

// Also without a notification a changed rule is in effect after this time.
const MAX_AGE_MS = 5_000;

/** A rule: a prompt that contains the pattern is refused. */
export interface ModerationRule {
  pattern: string;
  /** Shown to the customer. */
  reason: string;
}

interface CompiledRule {
  matches(text: string): boolean;
  reason: string;
}

/** The rules as they were read at one time. */
interface CachedRules {
  rules: CompiledRule[];
  readAtMs: number;
}

interface Cache {
  current: CachedRules | undefined;
  /** Counts invalidations: rules read before the last one are not cached. */
  version: number;
  subscription: Promise<unknown> | undefined;
}

const caches = new WeakMap<Db, Cache>();
// Lets integrators test a refusal on every server.
const BUILT_IN = [compile({ pattern: "#refused", reason: "#refused is the test word for this" })];

/**
 * Throws `content_blocked` where a rule matches the prompt. Rules are cached, and apply to repeated
 * requests too: a rule that was added since refuses the repetition.
 */
export async function checkPrompt(ctx: Context, prompt: string): Promise<void> {
  const text = normalize(prompt);
  const rules = [...BUILT_IN, ...(await readRules(ctx.db))];
  const rule = rules.find(({ matches }) => matches(text));
  if (rule === undefined) return;
  const { reason } = rule;
  throw new AppError(
    "content_blocked",
    `The prompt was refused by the content policy: ${reason}.`,
    {
      details: { issues: [{ path: ["prompt"], reason }] },
    },
  );
}

/** Every rule that was added, by pattern. */
export function listRules(ctx: Context) {
  return queries.listModerationRules.run(undefined, ctx.db);
}

/** Adds a rule, with its entry in the audit log. Throws `conflict` where one has the pattern already. */
export async function addRule(ctx: Context, { pattern, reason }: ModerationRule): Promise<void> {
  const wanted = { actorId: null, pattern, reason };
  const [row] = await queries.addModerationRule.run(wanted, ctx.db);
  if (row?.added !== true)
    throw new AppError("conflict", `A rule with the pattern "${pattern}" exists already.`);
}

/** Removes a rule, with its entry in the audit log. Throws `not_found`. */
export async function removeRule(ctx: Context, pattern: string): Promise<void> {
  const [row] = await queries.removeModerationRule.run({ actorId: null, pattern }, ctx.db);
  if (row?.removed !== true)
    throw new AppError("not_found", `No rule has the pattern "${pattern}".`);
}

async function readRules(db: Db): Promise<CompiledRule[]> {
  const cache = cacheOf(db);
  const { current, version } = cache;
  if (current !== undefined && performance.now() - current.readAtMs < MAX_AGE_MS)
    return current.rules;
  cache.subscription ??= subscribe(db, cache);
  const readAtMs = performance.now();
  const rules = (await queries.listModerationRules.run(undefined, db)).map(compile);
  if (cache.version === version) cache.current = { rules, readAtMs };
  return rules;
}

function cacheOf(db: Db): Cache {
  const cache = caches.get(db) ?? { current: undefined, version: 0, subscription: undefined };
  caches.set(db, cache);
  return cache;
}

async function subscribe(db: Db, cache: Cache): Promise<void> {
  try {
    await db.listen("moderation_rules_changed", () => {
      cache.current = undefined;
      cache.version += 1;
    });
  } catch {
    // Rules still expire by age. The next read tries again.
    cache.subscription = undefined;
  }
}

function compile({ pattern, reason }: ModerationRule): CompiledRule {
  return { matches: compilePattern(pattern), reason };
}

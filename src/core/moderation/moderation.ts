import * as queries from "../../../generated/queries/moderation.ts";
import type { Context } from "../../app/context.ts";
import type { Db } from "../../database/db.ts";
import { AppError } from "../../foundation/errors.ts";
import { CLI } from "../audit/actor.ts";
import { compilePattern, normalize } from "./pattern.ts";

// Maximum age of cached rules if a notification is lost.
const MAX_AGE_MS = 5_000;

/** A prompt that contains the pattern is rejected. */
interface ModerationRule {
  pattern: string;
  /** Shown to the customer. */
  reason: string;
}

interface CompiledRule {
  matches(text: string): boolean;
  reason: string;
}

/** The rules at the time of the last read. */
interface CachedRules {
  rules: CompiledRule[];
  readAtMs: number;
}

interface Cache {
  current: CachedRules | undefined;
  /** Incremented by each invalidation: rules that were read before it are not cached. */
  version: number;
  subscription: Promise<unknown> | undefined;
}

const caches = new WeakMap<Db, Cache>();
// Lets integrators test a rejection on every server.
const BUILT_IN = [compile({ pattern: "#refused", reason: "#refused is the test word for this" })];

/** The message of `account_suspended`. */
export const SUSPENDED =
  "The account is suspended because too many of its requests were refused for their content. " +
  "Contact the operator of this server.";

/**
 * Throws `content_blocked` if a rule matches the prompt or the moderation model of the provider flags it,
 * and counts the refusal, or `account_suspended` if the account is suspended already. Rules are cached. They
 * also apply to repeated requests, so a new rule rejects a repetition of an accepted request.
 */
export async function checkPrompt(
  ctx: Context,
  { accountId }: { accountId: string },
  prompt: string,
): Promise<void> {
  const rule = await findMatchingRule(ctx, prompt);
  const reason = rule?.reason ?? (await findFlaggedReason(ctx, prompt));
  if (reason === undefined) return;
  ctx.metrics.recordPromptRejected();
  const [refusal] = await queries.recordContentRefusal.run({ accountId }, ctx.db);
  if (refusal?.wasSuspended) throw new AppError("account_suspended", SUSPENDED);
  if (refusal?.isSuspended) recordSuspension(ctx, accountId);
  throw new AppError(
    "content_blocked",
    `The prompt was rejected by the content policy: ${reason}.`,
    {
      details: { issues: [{ path: ["prompt"], reason }] },
    },
  );
}

async function findFlaggedReason(ctx: Context, prompt: string): Promise<string | undefined> {
  const [verdict] = (await ctx.moderator?.examine([prompt])) ?? [];
  if (verdict?.flagged !== true) return undefined;
  const found = Object.keys(verdict.categories).filter((name) => verdict.categories[name]);
  return found.length === 0 ? "it was flagged" : `it was flagged as ${found.join(", ")}`;
}

/**
 * Records the suspension of an account by the end of a generation whose content its provider has refused.
 * The statement that finished the generation has counted it.
 */
export async function reportSuspension(ctx: Context, generationId: string): Promise<void> {
  try {
    const [suspended] = await queries.findSuspendedBy.run({ generationId }, ctx.db);
    if (suspended !== undefined) recordSuspension(ctx, suspended.accountId);
  } catch (cause) {
    ctx.log.warn("suspension_not_read", { generationId, cause });
  }
}

function recordSuspension(ctx: Context, accountId: string): void {
  ctx.metrics.recordSuspension();
  ctx.log.warn("account_suspended", { accountId });
}

/** Returns the reason of the first rule that matches a text, or undefined. Rules are cached. */
export async function findMatchingRule(
  ctx: Context,
  text: string,
): Promise<{ reason: string } | undefined> {
  const normalized = normalize(text);
  const rules = [...BUILT_IN, ...(await readRules(ctx.db))];
  return rules.find(({ matches }) => matches(normalized));
}

/** Lists the configured rules, by pattern. */
export function listRules(ctx: Context) {
  return queries.listModerationRules.run(undefined, ctx.db);
}

/** Adds a rule and its audit entry. Throws `conflict` if a rule with the pattern exists. */
export async function addRule(ctx: Context, { pattern, reason }: ModerationRule): Promise<void> {
  const wanted = { ...CLI, pattern, reason };
  const [row] = await queries.addModerationRule.run(wanted, ctx.db);
  if (row?.added !== true)
    throw new AppError("conflict", `A rule with the pattern "${pattern}" exists already.`);
}

/** Removes a rule and writes its audit entry. Throws `not_found`. */
export async function removeRule(ctx: Context, pattern: string): Promise<void> {
  const [row] = await queries.removeModerationRule.run({ ...CLI, pattern }, ctx.db);
  if (row?.removed !== true)
    throw new AppError("not_found", `No rule has the pattern "${pattern}".`);
}

async function readRules(db: Db): Promise<CompiledRule[]> {
  const cache = getCache(db);
  const { current, version } = cache;
  if (current !== undefined && performance.now() - current.readAtMs < MAX_AGE_MS)
    return current.rules;
  cache.subscription ??= subscribe(db, cache);
  const readAtMs = performance.now();
  const rules = (await queries.listModerationRules.run(undefined, db)).map(compile);
  if (cache.version === version) cache.current = { rules, readAtMs };
  return rules;
}

function getCache(db: Db): Cache {
  const { shared } = db;
  const cache = caches.get(shared) ?? { current: undefined, version: 0, subscription: undefined };
  caches.set(shared, cache);
  return cache;
}

async function subscribe(db: Db, cache: Cache): Promise<void> {
  try {
    await db.listen("moderation_rules_changed", () => {
      cache.current = undefined;
      cache.version += 1;
    });
  } catch {
    // Cached rules still expire by age. The next read subscribes again.
    cache.subscription = undefined;
  }
}

function compile({ pattern, reason }: ModerationRule): CompiledRule {
  return { matches: compilePattern(pattern), reason };
}

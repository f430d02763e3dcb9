import * as queries from "../../../generated/queries/plans.ts";
import type { Db } from "../../database/db.ts";

/** What a plan requires of the generations of its accounts. */
export interface PlanPolicy {
  /** "auto": a request for less moderation ("low") gets the default of the provider. */
  minModeration: "low" | "auto";
  /** "remove": the metadata of generated images is removed before they are stored. */
  imageMetadata: "keep" | "remove";
}

interface PolicyCache {
  /** The plans that require anything. Undefined until they are read, and after a change. */
  policies: Map<string, PlanPolicy> | undefined;
  /** How often invalidations were received. Nothing is cached before the first: the subscription. */
  changes: number;
  unsubscribe?: () => void;
}

const caches = new WeakMap<Db, PolicyCache>();

/**
 * Returns what the plan of an account requires, or undefined if it requires nothing. Reads the plan of the
 * account only if some plan requires anything.
 */
export async function findPlanPolicy(db: Db, accountId: string): Promise<PlanPolicy | undefined> {
  const policies = await listPolicies(db);
  if (policies.size === 0) return undefined;
  const [account] = await queries.findAccountPlan.run({ accountId }, db);
  return account && policies.get(account.planId);
}

/** Clears the cache of this process after a write, because the notification arrives later. */
export function invalidatePlanPolicies(db: Db): void {
  const cache = caches.get(db.shared);
  if (cache !== undefined) invalidate(cache);
}

async function listPolicies(db: Db): Promise<Map<string, PlanPolicy>> {
  const { shared } = db;
  const cache: PolicyCache = caches.get(shared) ?? { policies: undefined, changes: 0 };
  caches.set(shared, cache);
  if (cache.policies !== undefined) return cache.policies;
  cache.unsubscribe ??= db.listen("plans_changed", () => invalidate(cache));
  const { changes } = cache;
  const rows = await queries.listPlanPolicies.run(undefined, db);
  const policies = new Map(rows.map((row) => [row.id, toPolicy(row)]));
  if (changes > 0 && changes === cache.changes) cache.policies = policies;
  return policies;
}

/** Returns the policy in a row of a plan. */
export function toPolicy({
  minModeration,
  imageMetadata,
}: Record<keyof PlanPolicy, string>): PlanPolicy {
  // The constraints of the table allow only these values.
  return { minModeration, imageMetadata } as PlanPolicy;
}

function invalidate(cache: PolicyCache): void {
  cache.policies = undefined;
  cache.changes++;
}

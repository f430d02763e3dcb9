import type { App } from "./app.ts";
import type { UpstreamCall } from "./upstream/call.ts";

/** All that a request could have changed for an account, in numbers. */
export type AccountState = Record<string, unknown>;

const COUNTS = `
  select
    a.available, a.held, a.month_spend,
    (select count(*) from generations g where g.account_id = a.id) as generations,
    (select count(*) from credit_holds h where h.account_id = a.id) as holds,
    (select coalesce(sum(captured), 0) from credit_holds h where h.account_id = a.id) as captured,
    (select count(*) from credit_entries e where e.account_id = a.id) as entries,
    (
      select count(*)
      from provider_attempts t
        join generations g on g.id = t.generation_id
      where g.account_id = a.id
    ) as attempts,
    (
      select count(*)
      from images i
        join generations g on g.id = i.generation_id
      where g.account_id = a.id
    ) as images,
    (select count(*) from idempotency_keys k where k.account_id = a.id) as remembered
  from accounts a
  where a.id = $1`;

/** Reads the counters of an account. */
export async function readAccountState({ ctx }: App, accountId: string): Promise<AccountState> {
  const { rows } = await ctx.db.query(COUNTS, [accountId]);
  return Object.assign({}, rows[0]);
}

/** Returns how many provider calls have a mark in their prompt. */
export function countCallsWith(calls: UpstreamCall[], mark: string): number {
  return calls.filter(({ fields }) => String(fields.prompt).includes(mark)).length;
}

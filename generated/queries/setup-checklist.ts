/** Types generated for queries found in "sql/queries/setup-checklist.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'SummarizeSetup' parameters type */
export interface ISummarizeSetupParams {
  accountId: string;
}

/** 'SummarizeSetup' return type */
export interface ISummarizeSetupResult {
  disabled: number;
  enabled: number;
  failing: number;
  hasCredits: boolean;
  hasGeneration: boolean;
  hasKey: boolean;
}

/** 'SummarizeSetup' query type */
export interface ISummarizeSetupQuery {
  params: ISummarizeSetupParams;
  result: ISummarizeSetupResult;
}

const summarizeSetupIR: any = {
  text: 'select\n  endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",\n  a.entry_count > 0 as "hasCredits!",\n  -- Both in the order of an index, so that no plan reads many rows. "exists" ignores the order.\n  (\n    select id\n    from keys\n    where account_id = a.id and revoked_at is null\n    order by coalesce(expires_at, \'infinity\') desc\n    limit 1\n  ) is not null as "hasKey!",\n  (\n    select id from generations where account_id = a.id order by created_at desc, id desc limit 1\n  ) is not null as "hasGeneration!"\nfrom accounts a\n  cross join lateral (\n    select\n      count(*) filter (where disabled_at is null)::integer as enabled,\n      count(*) filter (where disabled_at is null and in_trouble)::integer as failing,\n      count(disabled_at)::integer as disabled\n    from webhook_endpoints\n    where account_id = a.id and deleted_at is null\n  ) endpoints\nwhere a.id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",
 *   a.entry_count > 0 as "hasCredits!",
 *   -- Both in the order of an index, so that no plan reads many rows. "exists" ignores the order.
 *   (
 *     select id
 *     from keys
 *     where account_id = a.id and revoked_at is null
 *     order by coalesce(expires_at, 'infinity') desc
 *     limit 1
 *   ) is not null as "hasKey!",
 *   (
 *     select id from generations where account_id = a.id order by created_at desc, id desc limit 1
 *   ) is not null as "hasGeneration!"
 * from accounts a
 *   cross join lateral (
 *     select
 *       count(*) filter (where disabled_at is null)::integer as enabled,
 *       count(*) filter (where disabled_at is null and in_trouble)::integer as failing,
 *       count(disabled_at)::integer as disabled
 *     from webhook_endpoints
 *     where account_id = a.id and deleted_at is null
 *   ) endpoints
 * where a.id = :accountId!
 * ```
 */
export const summarizeSetup = prepareQuery<ISummarizeSetupParams, ISummarizeSetupResult>(
  summarizeSetupIR,
);

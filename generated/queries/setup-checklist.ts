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
  text: 'select\n  endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",\n  a.entry_count > 0 as "hasCredits!",\n  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",\n  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"\nfrom accounts a\n  cross join lateral (\n    select\n      count(*) filter (where disabled_at is null)::integer as enabled,\n      count(*) filter (where disabled_at is null and in_trouble)::integer as failing,\n      count(disabled_at)::integer as disabled\n    from webhook_endpoints\n    where account_id = a.id and deleted_at is null\n  ) endpoints\nwhere a.id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",
 *   a.entry_count > 0 as "hasCredits!",
 *   exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",
 *   exists (select 1 from generations where account_id = a.id) as "hasGeneration!"
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

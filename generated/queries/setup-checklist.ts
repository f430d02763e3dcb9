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
  text: 'select\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null\n  )::integer as "enabled!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null and in_trouble\n  )::integer as "failing!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is not null\n  )::integer as "disabled!",\n  a.entry_count > 0 as "hasCredits!",\n  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",\n  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"\nfrom accounts a\nwhere a.id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is null
 *   )::integer as "enabled!",
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is null and in_trouble
 *   )::integer as "failing!",
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is not null
 *   )::integer as "disabled!",
 *   a.entry_count > 0 as "hasCredits!",
 *   exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",
 *   exists (select 1 from generations where account_id = a.id) as "hasGeneration!"
 * from accounts a
 * where a.id = :accountId!
 * ```
 */
export const summarizeSetup = prepareQuery<ISummarizeSetupParams, ISummarizeSetupResult>(
  summarizeSetupIR,
);

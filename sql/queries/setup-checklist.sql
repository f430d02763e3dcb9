/* @name summarizeSetup */
select
  endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",
  a.entry_count > 0 as "hasCredits!",
  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",
  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"
from accounts a
  cross join lateral (
    select
      count(*) filter (where disabled_at is null)::integer as enabled,
      count(*) filter (where disabled_at is null and in_trouble)::integer as failing,
      count(disabled_at)::integer as disabled
    from webhook_endpoints
    where account_id = a.id and deleted_at is null
  ) endpoints
where a.id = :accountId!;

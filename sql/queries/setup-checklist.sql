/* @name summarizeSetup */
select
  (
    select count(*) from webhook_endpoints
    where account_id = a.id and deleted_at is null and disabled_at is null
  )::integer as "enabled!",
  (
    select count(*) from webhook_endpoints
    where account_id = a.id and deleted_at is null and disabled_at is null and in_trouble
  )::integer as "failing!",
  (
    select count(*) from webhook_endpoints
    where account_id = a.id and deleted_at is null and disabled_at is not null
  )::integer as "disabled!",
  a.entry_count > 0 as "hasCredits!",
  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",
  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"
from accounts a
where a.id = :accountId!;

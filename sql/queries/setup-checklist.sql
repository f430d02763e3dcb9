/* @name summarizeSetup */
select
  endpoints.enabled as "enabled!", endpoints.failing as "failing!", endpoints.disabled as "disabled!",
  a.entry_count > 0 as "hasCredits!",
  -- Both in the order of an index, so that no plan reads many rows. "exists" ignores the order.
  (
    select id
    from keys
    where account_id = a.id and revoked_at is null
    order by coalesce(expires_at, 'infinity') desc
    limit 1
  ) is not null as "hasKey!",
  (
    select id from generations where account_id = a.id order by created_at desc, id desc limit 1
  ) is not null as "hasGeneration!"
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

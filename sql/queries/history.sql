/* What an account looks back on. */

/* @name listGenerations */
select id as "id!", fits as "fits!", is_end as "isEnd!"
from list_generations(:accountId!, :filter!, :beforeId, :limit!, :window!);

/* @name describeGenerations */
select
  g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,
  g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,
  g.options, g.inputs, g.created_at, g.started_at, g.finished_at,
  coalesce(i.images, '[]') as "images!"
from generations g
  left join lateral (
    select jsonb_agg(
      jsonb_build_object(
        'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,
        'width', width, 'height', height, 'sizeBytes', size_bytes,
        'placeholder', placeholder, 'createdAt', created_at
      )
      order by position
    ) as images
    from images
    where generation_id = g.id and g.delivered > 0
  ) i on true
where g.id = any (:ids!::uuid[]) and g.account_id = :accountId! and g.deleted_at is null
order by g.created_at desc, g.id desc;

/* How many wait before a queued one, counted up to a thousand, and what has been done for it. */
/* @name findTrack */
select
  case when g.status = 'queued' then (
    select count(*)
    from (
      select 1
      from generations o
      where o.finished_at is null
        and o.status = 'queued'
        and (o.created_at, o.id) < (g.created_at, g.id)
      limit 1000
    ) before
  )::integer end as "queuePosition?",
  array(
    select jsonb_build_object('provider', a.provider, 'at', a.sent_at)
    from provider_attempts a
    where a.generation_id = g.id and a.sent_at is not null
    order by a.id
  ) as "sent!",
  array(
    select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)
    from webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.generation_id = g.id and d.ended_at is not null and not d.test
    order by d.ended_at
  ) as "webhookDeliveries!"
from generations g
where g.id = :id! and g.account_id = :accountId!;

/* @name findInput */
select inputs -> :position!::integer as "input?"
from generations
where id = :id! and account_id = :accountId! and deleted_at is null;

/* @name findImage */
select i.storage_key
from images i
  join generations g on g.id = i.generation_id
where i.id = :id!
  and g.account_id = :accountId!
  and g.delivered > 0
  and g.deleted_at is null;

/* @name deleteGeneration */
select delete_generation(:id!, :accountId!) as "outcome?";

/* Files of deleted generations; a copy that another generation was made of stays. */
/* @name listFilesToRemove */
select
  g.id,
  array(
    select i.storage_key
    from images i
    where i.generation_id = g.id
    union
    select i.webp_key
    from images i
    where i.generation_id = g.id and i.webp_key is not null
    union
    select p.storage_key
    from partial_images p
    where p.generation_id = g.id
    union
    select own.value ->> 'storageKey'
    from jsonb_array_elements(g.inputs) own
    where not exists (
      select 1
      from generations o
      where o.inputs <> '[]'
        and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', own.value -> 'storageKey'))
        and o.id <> g.id
        and o.deleted_at is null
    )
  ) as "keys!"
from generations g
where g.deleted_at is not null
  and g.files_removed_at is null
  and (:id::uuid is null or g.id = :id)
  and (:accountId::uuid is null or g.account_id = :accountId)
  and g.id <> all (:exceptIds!::uuid[])
order by g.deleted_at
limit :limit!;

/* @name eraseDeletedGenerations */
select erase_deleted_generations(:ids!) as "forgotten?";

/* @name listCreditEntries */
select
  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",
  available_change as "availableChange!", held_change as "heldChange!",
  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",
  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"
from list_credit_entries(:accountId!, :filter!, :before, :limit!, :window!);

/* @name listUsage */
select
  to_char(u.day, 'YYYY-MM-DD') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",
  k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",
  u.credits as "credits!"
from list_usage(:accountId!, :firstDay!::date, :lastDay!::date) u
  left join keys k on k.id = u.key_id
where (:model::text is null or u.model = :model)
  and (:key::text is null or coalesce(u.key_id::text, 'none') = :key)
order by u.day, u.model, u.dialect, k.created_at, u.key_id;

/* @name today */
select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as "day!";

/* @name summarizeDay */
select
  accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",
  canceled as "canceled!", credits as "credits!"
from summarize_day(:accountId!);

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

/* @name quote */
select
  find_price(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",
  spendable_credits(a.id, clock()) as "spendable!",
  p.monthly_credit_cap - case
    when a.spend_month = month_start(clock()) then a.month_spend else 0
  end as "monthLeft?"
from accounts a
  join plans p on p.id = a.plan_id
where a.id = :accountId!;

/* @name listAccountsToErase */
select id
from accounts
where closed_at is not null and erased_at is null
order by closed_at
limit :limit!;

/* @name eraseGenerations */
select
  last_at as "lastAt!", last_id as "lastId!", erased as "erased!", live as "live!"
from erase_generations(:accountId!, :beforeAt, :beforeId, :limit!);

/* @name markErased */
update accounts
set erased_at = clock()
where id = :accountId! and closed_at is not null and erased_at is null;

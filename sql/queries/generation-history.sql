/* @name listGenerations */
select id as "id!", is_match as "isMatch!", is_end as "isEnd!"
from list_generations(
  p_account_id => :accountId!,
  p_statuses => :statuses,
  p_dialect => :dialect,
  p_model => :model,
  p_key_id => :keyId,
  p_end_user => :endUser,
  p_text => :text,
  p_from => :from,
  p_to => :to,
  p_before_id => :beforeId,
  p_limit => :limit!,
  p_window => :window!
);

/* @name describeGenerations */
select
  g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,
  g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,
  g.options, g.inputs, g.created_at, g.started_at, g.finished_at,
  case when g.delivered > 0 then describe_images(g.id) else '[]' end as "images!"
from generations g
where g.id = any (:ids!::uuid[]) and g.account_id = :accountId! and g.deleted_at is null
order by g.created_at desc, g.id desc;

/* What has happened to a generation. */
/* @name findTimeline */
select
  case when g.status = 'queued' then find_queue_position(g.id, 50) end as "queuePosition?",
  array(
    select jsonb_build_object('provider', a.provider, 'at', a.sent_at)
    from all_provider_attempts a
    where a.generation_id = g.id and a.sent_at is not null
    order by a.id
  ) as "sent!",
  array(
    select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)
    from all_webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.generation_id = g.id and d.ended_at is not null and not d.test
    order by d.ended_at
  ) as "webhookDeliveries!"
from generations g
where g.id = :id! and g.account_id = :accountId!;

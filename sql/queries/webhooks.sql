/* @name insertWebhook */
select owner_insert_webhook(
  p_actor_id => act_as(:actorId, :address),
  p_id => :id!,
  p_account_id => :accountId!,
  p_url => :url!,
  p_label => :label,
  p_events => :events!,
  p_secret => :secret!,
  p_last_four => :lastFour!,
  p_most => :maxEndpoints!
) as "inserted!";

/* @name changeWebhook */
select owner_change_webhook(
  p_actor_id => act_as(:actorId, :address),
  p_id => :id!,
  p_account_id => :accountId!,
  p_url => :url,
  p_label => :label,
  p_events => :events,
  p_enabled => :enabled
) as "changed!";

/* @name deleteWebhook */
select owner_delete_webhook(act_as(:actorId, :address), :id!, :accountId!) as "deleted!";

/* @name rotateWebhookSecret */
select owner_rotate_webhook(
  p_actor_id => act_as(:actorId, :address),
  p_id => :id!,
  p_account_id => :accountId!,
  p_secret => :secret!,
  p_last_four => :lastFour!
) as "rotated!";

/* @name listWebhooks */
select
  e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,
  e.in_trouble, e.confirmed_at, e.secret_last_four, e.created_at,
  case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",
  (
    select d.id
    from all_webhook_deliveries d
    -- A range, whose order only the index of the endpoint has: the deliveries of all endpoints by time would
    -- be read to their end for an endpoint without any.
    where d.endpoint_id between e.id and e.id
    order by d.endpoint_id, d.created_at desc, d.id desc
    limit 1
  ) as "lastDeliveryId?"
from webhook_endpoints e
where e.account_id = :accountId!
  and e.deleted_at is null
  and (:id::uuid is null or e.id = :id)
order by e.created_at desc, e.id desc;

/* @name findDeliveryEvent */
-- The event of a delivery, and its body once an attempt was made. A generation has one row for each image.
select
  d.event, d.test, d.body, d.created_at, d.credits, d.threshold_credits, d.credits_expire_at, d.batch_id,
  k.id as "keyId?", k.label as "keyLabel?",
  (
    select s.prefix || '…' || s.last_four
    from key_secrets s
    where s.key_id = k.id
    order by s.created_at desc, s.id desc
    limit 1
  ) as "keyHint?",
  g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",
  g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",
  i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",
  i.width as "width?", i.height as "height?"
from webhook_deliveries d
  left join keys k on k.id = d.key_id
  left join generations g on g.id = d.generation_id
  left join images i on i.generation_id = g.id
where d.id = :deliveryId!
order by i.position;

/* @name findStoredDeliveryEvent */
-- Returns the rows of findDeliveryEvent, also for deliveries in the history, which are not sent.
select
  d.event as "event!", d.test as "test!", d.body, d.created_at as "createdAt!", d.credits,
  d.threshold_credits, d.credits_expire_at, d.batch_id,
  k.id as "keyId?", k.label as "keyLabel?",
  (
    select s.prefix || '…' || s.last_four
    from key_secrets s
    where s.key_id = k.id
    order by s.created_at desc, s.id desc
    limit 1
  ) as "keyHint?",
  g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",
  g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",
  i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",
  i.width as "width?", i.height as "height?"
from all_webhook_deliveries d
  left join keys k on k.id = d.key_id
  left join generations g on g.id = d.generation_id
  left join images i on i.generation_id = g.id
where d.id = :deliveryId!
order by i.position;

/* @name startDelivery */
select
  endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",
  number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"
from start_delivery(:deliveryId!, :body);

/* @name endDeliveryAttempt */
select end_delivery_attempt(
  p_delivery_id => :deliveryId!,
  p_number => :number!,
  p_status => :status,
  p_failure => :failure,
  p_request_headers => :requestHeaders!,
  p_response_headers => :responseHeaders!,
  p_response_body => :responseBody
) as "state?";

/* @name requeueDeliveries */
select requeue_deliveries(:limit!) as "requeued!";

/* @name notifyExpiringGrants */
select notify_expiring_grants(:limit!) as "notified!";

/* @name deleteOldDeliveries */
select delete_old_deliveries(:days!, :limit!) as "removed!";

/* @name archiveDeliveries */
select archive_deliveries(:limit!) as "archived!";

/* @name listSecretsOfKey */
select id, secret, case when old_secret_until > clock() then old_secret end as "oldSecret?"
from webhook_endpoints
where (:afterId::uuid is null or id > :afterId)
  and (
    substring(secret from 1 for 4) = :keyId!::bytea
    or substring(old_secret from 1 for 4) = :keyId!::bytea
  )
order by id
limit :limit!;

/* @name replaceSecrets */
update webhook_endpoints e
set secret = w.secret,
  old_secret = w.old_secret,
  old_secret_until = case when w.old_secret is not null then e.old_secret_until end
from unnest(:ids!::uuid[], :before!::bytea[], :secrets!::bytea[], :oldSecrets!::bytea[])
  w (id, before, secret, old_secret)
where e.id = w.id and e.secret = w.before
returning e.id;

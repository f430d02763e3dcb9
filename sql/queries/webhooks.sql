/* @name insertWebhook */
select insert_webhook(
  :id!, :accountId!, :url!, :label, :events!, :secret!, :lastFour!, :most!
) as "inserted!";

/* @name changeWebhook */
select change_webhook(:id!, :accountId!, :url, :label, :events, :enabled) as "changed!";

/* @name deleteWebhook */
select delete_webhook(:id!, :accountId!) as "deleted!";

/* @name rotateWebhookSecret */
update webhook_endpoints
set old_secret = secret,
  old_secret_until = clock() + interval '24 hours',
  secret = :secret!,
  secret_last_four = :lastFour!
where id = :id! and account_id = :accountId! and deleted_at is null
returning id;

/* @name listWebhooks */
select
  e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,
  e.in_trouble, e.secret_last_four, e.created_at,
  case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",
  (
    select d.id
    from webhook_deliveries d
    where d.endpoint_id = e.id
    order by d.created_at desc, d.id desc
    limit 1
  ) as "lastDeliveryId?"
from webhook_endpoints e
where e.account_id = :accountId!
  and e.deleted_at is null
  and (:id::uuid is null or e.id = :id)
order by e.created_at desc, e.id desc;

/* @name startDelivery */
select
  endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",
  number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"
from start_delivery(:deliveryId!);

/* @name endDeliveryAttempt */
select end_delivery_attempt(:deliveryId!, :number!, :result!) as "verdict!";

/* @name requeueDeliveries */
select requeue_deliveries(:limit!) as "requeued!";

/* @name notifyExpiringGrants */
select notify_expiring_grants(:limit!) as "notified!";

/* @name deleteOldDeliveries */
with removed as (
  delete from webhook_deliveries
  where id = any (array(
    select id
    from webhook_deliveries
    where created_at < (select clock()) - :days!::integer * interval '1 day' and state <> 'pending'
    order by created_at
    limit :limit!
    for update skip locked
  ))
  returning 1
)
select count(*)::integer as "removed!"
from removed;

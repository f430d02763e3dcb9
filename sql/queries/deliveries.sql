/* @name listDeliveries */
select
  d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.tries_left, d.next_attempt_at,
  d.created_at, d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?"
from webhook_deliveries d
  left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where d.endpoint_id = :endpointId!
  and (:states::text[] is null or d.state = any (:states))
  and (:event::text is null or d.event = :event)
  and (
    :beforeId::uuid is null
    or (d.created_at, d.id) < (
      select b.created_at, b.id
      from webhook_deliveries b
      where b.id = :beforeId and b.endpoint_id = :endpointId!
    )
  )
order by d.created_at desc, d.id desc
limit :limit!;

/* @name findDeliveries */
select
  d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.tries_left, d.next_attempt_at,
  d.created_at, d.ended_at, d.endpoint_id, d.body, a.status as "lastStatus?", a.failure as "lastFailure?"
from webhook_deliveries d
  left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where d.id = any (:ids!::uuid[]) and d.account_id = :accountId!;

/* @name listAttempts */
select
  number, started_at, ended_at, status, failure, request_headers, response_headers, response_body
from webhook_attempts
where delivery_id = :deliveryId!
order by number;

/* @name resendDeliveries */
select resend_deliveries(:endpointId!, :deliveryId, :since) as "id!";

/* @name sendTestEvent */
select send_test_event(:id!, :endpointId!, :event!, :data!) as "sent?";

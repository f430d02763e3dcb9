/* @name listDeliveries */
select
  d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
  d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!",
  l.is_end as "isEnd!"
from list_deliveries(
    p_endpoint_id => :endpointId!,
    p_states => :states,
    p_event => :event,
    p_before_id => :beforeId,
    p_limit => :limit!,
    p_window => :window!
  ) l
  join all_webhook_deliveries d on d.id = l.id
  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
order by d.created_at desc, d.id desc;

/* @name findDeliveries */
select
  d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
  d.ended_at, d.endpoint_id as "endpointId!", a.status as "lastStatus?", a.failure as "lastFailure?"
from all_webhook_deliveries d
  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where d.id = any (:ids!::uuid[]) and d.account_id = :accountId!;

/* @name listAttempts */
select
  number as "number!", started_at as "startedAt!", ended_at, status, failure,
  request_headers as "requestHeaders!", response_headers as "responseHeaders!", response_body
from all_webhook_attempts
where delivery_id = :deliveryId!
order by number;

/* @name resendDeliveries */
select resend_deliveries(:endpointId!, :deliveryId, :since) as "id!";

/* @name sendTestEvent */
select send_test_event(:id!, :endpointId!, :event!) as "sent?";

/* @name listOperatorDeliveries */
select
  d.id as "id!", d.account_id as "accountId!", o.email as account_email, d.endpoint_id as "endpointId!",
  e.url, d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
  d.ended_at,
  a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!", l.is_end as "isEnd!"
from list_operator_deliveries(
    p_account_id => :accountId,
    p_states => :states,
    p_before_id => :beforeId,
    p_limit => :limit!,
    p_window => :window!
  ) l
  join all_webhook_deliveries d on d.id = l.id
  -- Limited, so that the few rows of a page are looked up and no plan reads all of these tables.
  cross join lateral (select url from webhook_endpoints where id = d.endpoint_id limit 1) e
  cross join lateral (select email from accounts where id = d.account_id limit 1) o
  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
order by d.created_at desc, d.id desc;

/* @name resendForOperator */
select admin_resend_delivery(act_as(:actorId, :address, :reason), :deliveryId!) as "outcome?";

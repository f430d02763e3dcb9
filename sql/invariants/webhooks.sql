-- Invariants of webhooks that hold in every snapshot. Each query returns the rows that violate it.

-- each finished generation has one delivery per subscribed endpoint
select g.id as generation_id, e.id as endpoint_id
from generations g
  join accounts a on a.id = g.account_id and a.closed_at is null -- its deliveries are erased with it
  join webhook_endpoints e on e.account_id = g.account_id
  left join all_webhook_deliveries d on d.generation_id = g.id and d.endpoint_id = e.id
where g.deleted_at is null -- its deliveries are erased with it
  and g.finished_at > e.subscribed_at
  and g.finished_at < coalesce(least(e.disabled_at, e.deleted_at), 'infinity')
  and g.finished_at > clock() - interval '29 days'
  and to_webhook_event(g.status) = any (e.events)
group by g.id, e.id
having count(d.id) <> 1;

-- each ended batch has one delivery per endpoint that subscribes to its end
select b.id as batch_id, e.id as endpoint_id
from batches b
  join accounts a on a.id = b.account_id and a.closed_at is null -- its deliveries are erased with it
  join webhook_endpoints e on e.account_id = b.account_id
  left join all_webhook_deliveries d on d.batch_id = b.id and d.endpoint_id = e.id
where b.finished_at > e.subscribed_at
  and b.finished_at < coalesce(least(e.disabled_at, e.deleted_at), 'infinity')
  and b.finished_at > clock() - interval '29 days'
  and 'batch.' || b.status = any (e.events::text[])
group by b.id, e.id
having count(d.id) <> 1;

-- the attempts of a delivery are counted, and numbered without a gap
select d.id as delivery_id
from all_webhook_deliveries d
  left join all_webhook_attempts a on a.delivery_id = d.id
group by d.id, d.attempts
having coalesce(max(a.number), 0) <> count(a.number)
  or d.attempts <> count(a.number) filter (
    where a.ended_at is not null and a.failure is distinct from 'interrupted'
  );

-- a delivery has ended as its last attempt did
select d.id as delivery_id
from all_webhook_deliveries d
  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where case d.state
  when 'succeeded' then a.status is null or a.status not between 200 and 299
  when 'exhausted' then a.ended_at is null
    or coalesce(a.status, 0) between 200 and 299
    or (d.tries_left > 0 and a.status is distinct from 410)
  else false
end;

-- a retry comes 30 s, 2 min and 10 min after the attempt before it
select d.id as delivery_id
from all_webhook_deliveries d
  join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where d.state = 'pending'
  and d.tries_left between 1 and 3
  and d.next_attempt_at <> a.ended_at
    + (array[interval '30 seconds', interval '2 minutes', interval '10 minutes'])[4 - d.tries_left];

-- an endpoint is disabled for failing by the eighth delivery in a row, and by no other
select id as endpoint_id
from webhook_endpoints
where case disabled_reason
  when 'failing' then consecutive_failures <> 8
  -- The delivery that was answered with 410 counts too.
  when 'gone' then consecutive_failures > 8
  else consecutive_failures >= 8
end;

-- nothing is sent to an endpoint after it was disabled
select a.delivery_id, a.number
from all_webhook_attempts a
  join all_webhook_deliveries d on d.id = a.delivery_id
  join webhook_endpoints e on e.id = a.endpoint_id
where a.started_at > e.disabled_at and not d.test;

-- a parked delivery is due
select d.id as delivery_id
from all_webhook_deliveries d
where d.parked and d.next_attempt_at > clock();

-- a delivery and each of its attempts are in one table, both in the live ones or both in the history
select d.id as delivery_id
from webhook_deliveries d
  join webhook_deliveries_history h on h.id = d.id
union all
select h.delivery_id
from webhook_attempts_history h
  left join webhook_deliveries_history d on d.id = h.delivery_id and d.created_at = h.delivery_created_at
where d.id is null;

-- Invariants that always hold, also between faults. Each query returns the rows that violate it.

-- an account's totals are the sum of its ledger
select a.id
from accounts a
  left join credit_entries e on e.account_id = a.id
group by a.id
having a.available <> coalesce(sum(e.available_change), 0)
  or a.held <> coalesce(sum(e.held_change), 0)
  or a.entry_count <> count(e.sequence);

-- an account's totals are the sum of its batches
select a.id
from accounts a
  left join credit_grants g on g.account_id = a.id
group by a.id
having a.available <> coalesce(sum(g.remaining), 0)
  or a.held <> coalesce(sum(g.held), 0);

-- every credit of a batch is left, held, captured, expired or voided
select g.id
from credit_grants g
where g.amount <> g.remaining + g.held
  + coalesce((select sum(p.captured) from credit_hold_parts p where p.grant_id = g.id), 0)
  - coalesce((
    select sum(e.available_change)
    from credit_entries e
    where e.grant_id = g.id and e.kind in ('expire', 'void')
  ), 0);

-- what a batch holds is the open parts of it
select g.id
from credit_grants g
where g.held <> coalesce((
  select sum(p.amount - p.captured - p.released)
  from credit_hold_parts p
  where p.grant_id = g.id
), 0);

-- a hold is the sum of its parts
select h.id
from credit_holds h
  left join credit_hold_parts p on p.hold_id = h.id
group by h.id
having h.amount <> coalesce(sum(p.amount), 0)
  or h.captured <> coalesce(sum(p.captured), 0)
  or h.released <> coalesce(sum(p.released), 0);

-- a hold's lines in the ledger are what the hold says
select h.id
from credit_holds h
  left join credit_entries e on e.hold_id = h.id
group by h.id
having coalesce(sum(e.held_change) filter (where e.kind = 'hold'), 0) <> h.amount
  or coalesce(-sum(e.held_change) filter (where e.kind = 'capture'), 0) <> h.captured
  or coalesce(-sum(e.held_change) filter (where e.kind = 'release'), 0) <> h.released;

-- the running totals in the ledger follow each other without a gap
select account_id, sequence
from (
  select
    account_id, sequence, available_after, held_after,
    sum(available_change) over line as available,
    sum(held_change) over line as held,
    row_number() over line as number
  from credit_entries
  window line as (partition by account_id order by sequence)
) line
where available_after <> available or held_after <> held or sequence <> number;

-- time runs forward in each account's ledger
select account_id, sequence
from (
  select
    account_id, sequence, created_at,
    lag(created_at) over (partition by account_id order by sequence) as before
  from credit_entries
) line
where created_at < before;

-- a hold takes only from batches that were alive
select p.hold_id
from credit_hold_parts p
  join credit_holds h on h.id = p.hold_id
  join credit_grants g on g.id = p.grant_id
where g.expires_at <= h.created_at or g.created_at > h.created_at;

-- a grace is given once: no restored batch comes from a restored one
select child.id
from credit_grants child
  join credit_grants parent on parent.id = child.parent_id
where child.source = 'restore' and parent.source = 'restore';

-- every generation has its own hold, for its own account, for exactly its price
select g.id
from generations g
  left join credit_holds h on h.id = g.hold_id and h.account_id = g.account_id
where h.id is null or h.amount <> g.n * g.unit_credits;

-- a hold belongs to a generation
select h.id
from credit_holds h
  left join generations g on g.hold_id = h.id
where g.id is null;

-- a terminal generation has paid for exactly what was delivered, and a live one for nothing yet
select g.id
from generations g
  join credit_holds h on h.id = g.hold_id
where (g.finished_at is null) <> (h.closed_at is null)
  or (h.closed_at is not null and h.captured <> g.delivered * g.unit_credits);

-- what was delivered is there, unless it was deleted
select g.id
from generations g
  left join images i on i.generation_id = g.id
where g.files_removed_at is null
group by g.id
having g.delivered <> count(i.id);

-- no generation lives past its deadline
select id
from generations
where finished_at is null and deadline_at < clock() - interval '2 minutes';

-- a terminal generation has no open attempt
select a.id
from provider_attempts a
  join generations g on g.id = a.generation_id
where g.finished_at is not null and a.ended_at is null;

-- a call that may have been paid is the last one of its generation
select a.generation_id
from provider_attempts a
where a.provider <> 'demo'
  and a.sent_at is not null
  and a.outcome is distinct from 'not_accepted'
  and a.outcome is distinct from 'operator_fault'
  and exists (
    select 1 from provider_attempts later
    where later.generation_id = a.generation_id and later.id > a.id
  );

-- no attempt has more paid calls than requested images
select a.id
from provider_attempts a
  join generations g on g.id = a.generation_id
where a.provider <> 'demo' and a.calls > g.n;

-- a call with an unknown task is reported to the operator
select a.id
from provider_attempts a
where a.ended_at is not null
  and a.provider = 'kie'
  and a.outcome in ('images', 'unknown')
  and a.calls > cardinality(a.task_ids)
  and not a.spend_unknown;

-- who served a generation is who was tried last
select g.id
from generations g
  join lateral (
    select provider, state from provider_attempts
    where generation_id = g.id
    order by id desc
    limit 1
  ) a on true
where g.finished_at is not null and g.provider <> a.provider;

-- a delivered generation was answered by a provider
select g.id
from generations g
where g.delivered > 0
  and not exists (
    select 1 from provider_attempts a
    where a.generation_id = g.id and a.outcome = 'images'
  );

-- an idempotency key and its generation have one owner
select k.key
from idempotency_keys k
  join generations g on g.id = k.generation_id
where g.account_id <> k.account_id or g.dialect <> k.dialect;

-- a generation and its key have one owner
select g.id
from generations g
  join keys k on k.id = g.key_id
where k.account_id <> g.account_id;

-- no key has more running than it may
select g.key_id
from generations g
  join keys k on k.id = g.key_id
  join accounts a on a.id = k.account_id
  left join plan_access p on p.plan_id = a.plan_id and p.dialect = g.dialect
where g.finished_at is null
group by g.key_id, least(k.running_limit, p.running_limit)
having count(*) > least(k.running_limit, p.running_limit);

-- no window admits more than its limit
select w.key_id
from rate_windows w
  join keys k on k.id = w.key_id
where w.requests > k.requests_per_hour;

-- no window of an account admits more than its limit
select w.account_id
from account_rate_windows w
  join accounts a on a.id = w.account_id
  join plan_access p on p.plan_id = a.plan_id and p.dialect = w.dialect
where w.requests > p.account_requests_per_hour;

-- no account has more running than it may
select g.account_id
from generations g
  join accounts a on a.id = g.account_id
  join plan_access p on p.plan_id = a.plan_id and p.dialect = g.dialect
where g.finished_at is null
group by g.account_id, p.plan_id, p.dialect
having count(*) > p.account_running_limit;

-- a finished generation is not claimed
select id
from generations
where finished_at is not null and worker_id is not null;

-- each finished generation has one delivery per subscribed endpoint
select g.id, e.id as endpoint_id
from generations g
  join accounts a on a.id = g.account_id and a.closed_at is null -- its deliveries are erased with it
  join webhook_endpoints e on e.account_id = g.account_id
  left join webhook_deliveries d on d.generation_id = g.id and d.endpoint_id = e.id
where g.deleted_at is null -- its deliveries are erased with it
  and g.finished_at > e.subscribed_at
  and g.finished_at < coalesce(least(e.disabled_at, e.deleted_at), 'infinity')
  and g.finished_at > clock() - interval '29 days'
  and to_webhook_event(g.status) = any (e.events)
group by g.id, e.id
having count(d.id) <> 1;

-- the attempts of a delivery are counted, and numbered without a gap
select d.id
from webhook_deliveries d
  left join webhook_attempts a on a.delivery_id = d.id
group by d.id
having coalesce(max(a.number), 0) <> count(a.number)
  or d.attempts <> count(a.number) filter (
    where a.ended_at is not null and a.failure is distinct from 'interrupted'
  );

-- a delivery has ended as its last attempt did
select d.id
from webhook_deliveries d
  left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where case d.state
  when 'succeeded' then a.status is null or a.status not between 200 and 299
  when 'exhausted' then a.ended_at is null
    or coalesce(a.status, 0) between 200 and 299
    or (d.tries_left > 0 and a.status is distinct from 410)
  else false
end;

-- a retry comes 30 s, 2 min and 10 min after the attempt before it
select d.id
from webhook_deliveries d
  join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
where d.state = 'pending'
  and d.tries_left between 1 and 3
  and d.next_attempt_at <> a.ended_at
    + (array[interval '30 seconds', interval '2 minutes', interval '10 minutes'])[4 - d.tries_left];

-- an endpoint is disabled for failing by the eighth delivery in a row, and by no other
select id
from webhook_endpoints
where (disabled_reason is not distinct from 'failing') <> (consecutive_failures = 8);

-- nothing is sent to an endpoint after it was disabled
select a.delivery_id, a.number
from webhook_attempts a
  join webhook_deliveries d on d.id = a.delivery_id
  join webhook_endpoints e on e.id = a.endpoint_id
where a.started_at > e.disabled_at and not d.test;

-- what waits for its turn is due
select d.id
from webhook_deliveries d
where d.parked and d.next_attempt_at > clock();

-- a session belongs to an account that may sign in
select s.id
from sessions s
  join accounts a on a.id = s.account_id
where a.disabled_at is not null or a.password_hash is null;

-- a key has spent in a month what its generations of that month have captured
select k.id, m.month
from keys k
  cross join lateral (
    select date_trunc('month', g.created_at at time zone 'utc')::date as month,
      sum(h.captured) as captured
    from generations g
      join credit_holds h on h.id = g.hold_id
    where g.key_id = k.id
    group by 1
  ) m
  left join key_spend s on s.key_id = k.id and s.month = m.month
where m.captured <> coalesce(s.captured_credits, 0);

-- the counter of a budget is what the generations of its period hold or have captured
select b.key_id
from key_budgets b
  left join generations g on g.key_id = b.key_id
    and budget_period_start(b.period, g.created_at) = b.started_on
  left join credit_holds h on h.id = g.hold_id
group by b.key_id
having b.spent_credits <> coalesce(sum(h.amount - h.released), 0);

-- no key accepts more than its budget
select b.key_id
from key_budgets b
where b.spent_credits > b.credits
  and exists (
    select 1
    from generations g
    where g.key_id = b.key_id
      and g.created_at > b.set_at
      and budget_period_start(b.period, g.created_at) = b.started_on
  );

-- the usage of a day is the sum of its finished generations
with recount as (
  select
    account_id, (created_at at time zone 'utc')::date as day, model, dialect, key_id,
    count(*) as generations, count(*) filter (where status in ('failed', 'blocked')) as failed,
    sum(delivered) as images, sum(delivered * unit_credits) as credits
  from generations
  where finished_at is not null
  group by 1, 2, 3, 4, 5
), usage as (
  select account_id, day, model, dialect, key_id, generations, failed, images, credits
  from usage_days
)
(select * from recount except select * from usage)
union all
(select * from usage except select * from recount);

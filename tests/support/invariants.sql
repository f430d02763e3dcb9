-- Invariants that hold while workers run and limits do not change. Each query returns rows that violate it.

-- no generation is live past its deadline
select id as generation_id
from generations
where finished_at is null and deadline_at < clock() - interval '2 minutes';

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

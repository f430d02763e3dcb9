-- Invariants of credits that hold in every snapshot. Each query returns the rows that violate it.

-- an account's totals are the sum of its ledger
select a.id as account_id
from accounts a
  left join credit_entries e on e.account_id = a.id
group by a.id
having a.available <> coalesce(sum(e.available_change), 0)
  or a.held <> coalesce(sum(e.held_change), 0)
  or a.entry_count <> count(e.sequence);

-- an account's totals are the sum of its grants
select a.id as account_id
from accounts a
  left join credit_grants g on g.account_id = a.id
group by a.id
having a.available <> coalesce(sum(g.remaining), 0)
  or a.held <> coalesce(sum(g.held), 0);

-- every credit of a grant is left, held, captured, expired or voided
select g.id as grant_id
from credit_grants g
where g.amount <> g.remaining + g.held
  + coalesce((select sum(p.captured) from credit_hold_parts p where p.grant_id = g.id), 0)
  - coalesce((
    select sum(e.available_change)
    from credit_entries e
    where e.grant_id = g.id and e.kind in ('expire', 'void')
  ), 0);

-- the held credits of a grant are the open parts of its holds
select g.id as grant_id
from credit_grants g
where g.held <> coalesce((
  select sum(p.amount - p.captured - p.released)
  from credit_hold_parts p
  where p.grant_id = g.id
), 0);

-- a hold is the sum of its parts
select h.id as hold_id
from credit_holds h
  left join credit_hold_parts p on p.hold_id = h.id
group by h.id
having h.amount <> coalesce(sum(p.amount), 0)
  or h.captured <> coalesce(sum(p.captured), 0)
  or h.released <> coalesce(sum(p.released), 0);

-- a hold's ledger entries have the amounts of the hold
select h.id as hold_id
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

-- a hold takes only from grants that were valid
select p.hold_id
from credit_hold_parts p
  join credit_holds h on h.id = p.hold_id
  join credit_grants g on g.id = p.grant_id
  -- In the ledger, and not by their times, because the clock may have stepped back in between.
  join credit_entries held on held.hold_id = h.id and held.kind = 'hold'
  join credit_entries granted
    on granted.grant_id = g.id and granted.kind in ('grant', 'restore', 'adjust')
where g.expires_at <= h.created_at or granted.sequence > held.sequence;

-- no restored grant comes from a restored one
select child.id as grant_id
from credit_grants child
  join credit_grants parent on parent.id = child.parent_id
where child.source = 'restore' and parent.source = 'restore';

-- every generation has its own hold, for its own account, for exactly its price
select g.id as generation_id
from generations g
  left join credit_holds h on h.id = g.hold_id and h.account_id = g.account_id
where h.id is null or h.amount <> g.n * g.unit_credits;

-- a hold belongs to a generation
select h.id as hold_id
from credit_holds h
  left join generations g on g.hold_id = h.id
where g.id is null;

-- a finished generation has captured exactly what was delivered, and a live one nothing
select g.id as generation_id
from generations g
  join credit_holds h on h.id = g.hold_id
where (g.finished_at is null) <> (h.closed_at is null)
  or (h.closed_at is not null and h.captured <> g.delivered * g.unit_credits);

-- a key has spent in a month what its generations of that month have captured
select k.id as key_id, m.month
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

-- a hold belongs to an account
select h.id as hold_id
from credit_holds h
  left join accounts a on a.id = h.account_id
where a.id is null;

-- a part of a hold belongs to a grant of the same account
select p.hold_id, p.position
from credit_hold_parts p
  left join credit_holds h on h.id = p.hold_id
  left join credit_grants g on g.id = p.grant_id
where h.id is null or g.account_id is distinct from h.account_id;

-- a ledger entry belongs to an account, and its hold to the same one
select e.account_id, e.sequence
from credit_entries e
  left join accounts a on a.id = e.account_id
  left join credit_holds h on h.id = e.hold_id
where a.id is null or (e.hold_id is not null and h.account_id is distinct from e.account_id);

-- a closed account has nothing to spend
select id as account_id
from accounts
where closed_at is not null and available <> 0;

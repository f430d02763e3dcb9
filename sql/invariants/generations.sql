-- Invariants of generations that hold in every snapshot. Each query returns the rows that violate it.

-- every delivered image has its row, unless it was deleted
select g.id as generation_id
from generations g
  left join images i on i.generation_id = g.id
where g.files_removed_at is null
group by g.id
having g.delivered <> count(i.id);

-- a finished generation has no open attempt
select a.id as attempt_id
from all_provider_attempts a
  join generations g on g.id = a.generation_id
where g.finished_at is not null and a.ended_at is null;

-- a call that may have been paid is the last one of its generation
select a.generation_id
from all_provider_attempts a
where a.provider <> 'demo'
  and a.sent_at is not null
  and a.outcome is distinct from 'not_accepted'
  and a.outcome is distinct from 'operator_fault'
  and exists (
    select 1 from all_provider_attempts later
    where later.generation_id = a.generation_id and later.id > a.id
  );

-- no attempt has more paid calls than requested images
select a.id as attempt_id
from all_provider_attempts a
  join generations g on g.id = a.generation_id
where a.provider <> 'demo' and a.calls > g.n;

-- a call with an unknown task is reported to the operator
select a.id as attempt_id
from all_provider_attempts a
where a.ended_at is not null
  and a.provider = 'kie'
  and a.outcome in ('images', 'unknown')
  and a.calls > cardinality(a.task_ids)
  and not a.spend_unknown;

-- a finished generation names the provider of its last attempt
select g.id as generation_id
from generations g
  join lateral (
    select provider, state from all_provider_attempts
    where generation_id = g.id
    order by id desc
    limit 1
  ) a on true
where g.finished_at is not null and g.provider <> a.provider;

-- a delivered generation was answered by a provider
select g.id as generation_id
from generations g
where g.delivered > 0
  and not exists (
    select 1 from all_provider_attempts a
    where a.generation_id = g.id and a.outcome = 'images'
  );

-- an idempotency key and its generation have one owner
select k.account_id, k.key
from idempotency_keys k
  join generations g on g.id = k.generation_id
where g.account_id <> k.account_id or g.dialect <> k.dialect;

-- a generation and its key have one owner
select g.id as generation_id
from generations g
  join keys k on k.id = g.key_id
where k.account_id <> g.account_id;

-- a finished generation is not claimed
select id as generation_id
from generations
where finished_at is not null and worker_id is not null;

-- a session belongs to an account that may sign in
select s.id as session_id
from sessions s
  join accounts a on a.id = s.account_id
where a.disabled_at is not null or a.password_hash is null;

-- a queued generation is in the queue of its account
select g.id as generation_id
from generations g
  left join queued_generations q on q.generation_id = g.id
where g.status = 'queued' and q.account_id is distinct from g.account_id;

-- the queue has only queued generations
select q.generation_id
from queued_generations q
  left join generations g on g.id = q.generation_id
where g.status is distinct from 'queued';

-- an open attempt is counted for the account of its generation
select a.id as attempt_id
from all_provider_attempts a
  join generations g on g.id = a.generation_id
where a.ended_at is null and a.account_id is distinct from g.account_id;

-- an image belongs to a generation
select i.id as image_id
from images i
  left join generations g on g.id = i.generation_id
where g.id is null;

-- an attempt belongs to a generation
select a.id as attempt_id
from all_provider_attempts a
  left join generations g on g.id = a.generation_id
where g.id is null;

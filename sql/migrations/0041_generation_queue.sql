-- The order in which queued generations start. A job means "run one generation"; the claim decides which.

alter table plans
  -- Among accounts with equally many running generations, those of a higher priority start first.
  add column priority smallint not null default 0,
  add constraint plans_priority_is_in_range check (priority between 0 and 100);

-- Generations that are queued and have not been claimed. A table of its own, because an index on the status
-- of generations would keep the updates of a claim from being heap-only. Without foreign keys: the functions
-- that change the status of a generation insert and delete its row.
create table queued_generations (
  generation_id uuid primary key,
  account_id uuid not null,
  -- The job that was added with it. Jobs are numbered in the order in which generations are accepted.
  job_id bigint not null,
  -- Whether a caller waits for the result.
  is_awaited boolean not null,
  -- The priority of the account's plan when the generation was accepted.
  priority smallint not null,
  -- Each account queues one generation per turn, beginning with the turn that was started last.
  turn bigint not null
);

-- Finds the first turns of each priority.
create index queued_generations_order on queued_generations (is_awaited desc, priority desc, turn, job_id);
-- Finds the last turn of an account.
create index queued_generations_account on queued_generations (account_id, is_awaited, priority, turn);

-- The turn that was started last.
create table queue_turns (
  is_awaited boolean not null,
  priority smallint not null,
  turn bigint not null,
  primary key (is_awaited, priority)
) with (fillfactor = 50);

insert into queue_turns (is_awaited, priority, turn)
values (false, 0, 0), (true, 0, 0);

insert into queued_generations (generation_id, account_id, job_id, is_awaited, priority, turn)
select
  id, account_id, 0, false, 0, row_number() over (partition by account_id order by created_at, id)
from generations
where finished_at is null and status = 'queued';

alter table provider_attempts add column account_id uuid;

update provider_attempts a
set account_id = g.account_id
from generations g
where a.ended_at is null and g.id = a.generation_id;

-- Counts the running generations of accounts.
create index provider_attempts_open_account on provider_attempts (account_id) where ended_at is null;

-- Gets a parameter for the priority.
drop function if exists admin_put_plan(
  uuid, text, text, integer, integer, text[], boolean[], integer[], integer[], integer[], integer[],
  plan_settings
);

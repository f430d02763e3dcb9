-- The ended attempts of past days, in a partition for each month, so that the table of the running ones
-- stays small. `migrate` adds the partitions; the cleanup moves rows into them.
create table provider_attempts_history (
  like provider_attempts including constraints
) partition by range (created_at);

alter table provider_attempts_history
  add constraint provider_attempts_history_pkey primary key (generation_id, id, created_at),
  add constraint provider_attempts_history_ended check (ended_at is not null);

create index provider_attempts_history_provider on provider_attempts_history (provider, ended_at desc);
create index provider_attempts_history_unknown on provider_attempts_history (ended_at) where spend_unknown;

-- All attempts, for reading.
create view all_provider_attempts as
select * from provider_attempts
union all
select * from provider_attempts_history;

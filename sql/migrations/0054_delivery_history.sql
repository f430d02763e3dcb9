-- The ended deliveries of past days and their attempts, in a partition for each month, so that the tables of
-- the pending ones stay small. `migrate` adds the partitions; the cleanup moves rows into them a day after
-- this migration, when no process of the previous release runs any more, which would not find them there.
create table webhook_deliveries_history (
  like webhook_deliveries including constraints
) partition by range (created_at);

alter table webhook_deliveries_history
  add constraint webhook_deliveries_history_pkey primary key (id, created_at),
  add constraint webhook_deliveries_history_ended check (ended_at is not null);

create index webhook_deliveries_history_endpoint
on webhook_deliveries_history (endpoint_id, created_at desc, id desc);
create index webhook_deliveries_history_failed
on webhook_deliveries_history (endpoint_id, created_at desc, id desc)
where state in ('exhausted', 'skipped');
create index webhook_deliveries_history_generation on webhook_deliveries_history (generation_id)
where generation_id is not null;
create index webhook_deliveries_history_created on webhook_deliveries_history (created_at);

-- The attempts of these deliveries.
create table webhook_attempts_history (
  like webhook_attempts including constraints,
  -- Of the delivery, so that both are in partitions of the same month.
  delivery_created_at timestamptz not null
) partition by range (delivery_created_at);

alter table webhook_attempts_history
  add constraint webhook_attempts_history_pkey primary key (delivery_id, number, delivery_created_at),
  add constraint webhook_attempts_history_ended check (ended_at is not null);

-- All deliveries and their attempts, for reading.
create view all_webhook_deliveries as
select * from webhook_deliveries
union all
select * from webhook_deliveries_history;

create view all_webhook_attempts as
select
  delivery_id, number, endpoint_id, started_at, ended_at, status, failure, request_headers,
  response_headers, response_body
from webhook_attempts
union all
select
  delivery_id, number, endpoint_id, started_at, ended_at, status, failure, request_headers,
  response_headers, response_body
from webhook_attempts_history;

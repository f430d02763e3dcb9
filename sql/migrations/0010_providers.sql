-- Several providers behind one model, what is known of their health, and the turns that all
-- processes share.

-- The first route that serves wins. A model without routes is drawn by the PROVIDER setting.
create table model_routes (
  model text not null references models (id) on delete cascade,
  position smallint not null,
  provider text not null,
  provider_model text not null,
  primary key (model, position),
  constraint model_routes_provider_once unique (model, provider),
  constraint model_routes_position check (position between 0 and 15),
  constraint model_routes_provider_is_a_name check (provider ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint model_routes_provider_model_is_printable check (
    provider_model ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'
  )
);

-- A provider's circuit: open until a moment, closed while there is none.
create table provider_health (
  provider text primary key,
  failures integer not null default 0,
  opened_until timestamptz,
  constraint provider_health_failures check (failures >= 0)
) with (fillfactor = 50);

-- The latest turns of a queue, oldest first; some may lie ahead.
create table provider_turns (
  name text primary key,
  turns timestamptz[] not null default '{}'
) with (fillfactor = 50);

-- How many calls of an attempt may have been accepted: counted before each one leaves.
alter table provider_attempts
  add column calls smallint not null default 0,
  add constraint provider_attempts_no_task_without_call check (calls >= cardinality(task_ids));

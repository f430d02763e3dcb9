-- State of providers that all processes share.

-- `up` if the circuit is closed, `down` while it is open, `probing` if the next call is a probe.
create type provider_state as enum ('up', 'down', 'probing');

-- Circuit breakers. A circuit is open until `opened_until`, and closed if that is null.
create table provider_health (
  provider text primary key,
  failures integer not null default 0,
  opened_until timestamptz,
  -- When the circuit last opened or closed.
  since timestamptz,
  -- When the row was written, to detect that the clock has stepped back.
  updated_at timestamptz,
  constraint provider_health_failures check (failures >= 0)
) with (fillfactor = 50);

-- The latest slots of a queue with a rate limit, oldest first. Slots may be in the future.
create table provider_slots (
  name text primary key,
  slots timestamptz[] not null default '{}',
  -- When the row was written, to detect that the clock has stepped back.
  updated_at timestamptz
) with (fillfactor = 50);

-- Worker processes. A worker holds a session lock on its number while it runs.
create table workers (
  id uuid primary key,
  number integer generated always as identity,
  -- The names under which the job queue locks its jobs.
  pool_ids text[] not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  stopped_at timestamptz,
  -- Start of the current run of heartbeats without a gap. Only a steady worker declares others dead: after
  -- an outage that affected all of them, the first one to reconnect must not declare the rest dead.
  steady_since timestamptz not null default now()
) with (fillfactor = 50);

create index workers_live on workers (id) where stopped_at is null;

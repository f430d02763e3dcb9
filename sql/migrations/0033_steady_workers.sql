-- Since when a worker has been heard without a gap. Only a steady worker declares others dead: after an
-- outage that all of them saw, the first one to come back must not judge the rest.
alter table workers add column steady_since timestamptz not null default now();

create index workers_live on workers (id) where stopped_at is null;

-- It takes the worker that asks from now on. Callers that name none are served as before.
drop function if exists rescue_generations();

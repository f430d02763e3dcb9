-- Cleanup of what grows with history.

-- How far the search for objects without a row has come in a folder of the object storage.
create table orphan_scans (
  folder text primary key,
  -- The last examined key. Null: the next run starts at the beginning of the folder.
  after_key text,
  updated_at timestamptz not null,
  constraint orphan_scans_folder check (folder in ('generations', 'inputs', 'uploads', 'partials'))
);

-- A claim names a worker that is alive (claim_generations), and workers are kept while an unfinished
-- generation names them. Without an index the constraint would read all generations for each deleted worker.
alter table generations drop constraint generations_worker_id_fkey;

create index workers_stopped on workers (stopped_at) where stopped_at is not null;
create index rate_windows_started on rate_windows (started_at);

-- How long a generation may wait in the queue after its acceptance. Null for one of an earlier release: an
-- hour. Requests of batches may wait longer, also if a worker has claimed them in between and called no
-- provider.
alter table generations add column queue_seconds integer;

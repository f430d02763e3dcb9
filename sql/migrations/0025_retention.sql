-- How long the generations of an account are kept.

-- Days after which the generations of a plan are deleted. 0: they are kept. Null: as RETENTION_DAYS says.
alter table plans
add column retention_days integer,
add constraint plans_retention_is_not_negative check (retention_days >= 0);

-- Set by the retention job: all generations that were accepted earlier are deleted. The job continues there,
-- so that its cost does not grow with the history.
alter table accounts
add column generations_deleted_until timestamptz;

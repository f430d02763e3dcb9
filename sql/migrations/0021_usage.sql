-- Usage of accounts by day, so that its cost does not depend on how many generations there are.

-- Finished generations by the day in UTC on which they were accepted. A trigger adds each generation when it
-- finishes. Its transaction holds the lock of the account, so that a row is no further point of contention.
create table usage_days (
  account_id uuid not null references accounts (id),
  day date not null,
  model text not null references models (id),
  dialect text not null,
  key_id uuid references keys (id),
  generations integer not null,
  -- Generations with the status failed or blocked.
  failed integer not null,
  -- Delivered images, and the credits that were captured for them.
  images integer not null,
  credits integer not null,
  constraint usage_days_once unique nulls not distinct (account_id, day, model, dialect, key_id),
  constraint usage_days_generations_are_positive check (generations > 0),
  constraint usage_days_failed_within_generations check (failed between 0 and generations),
  constraint usage_days_images_are_not_negative check (images >= 0),
  constraint usage_days_credits_are_not_negative check (credits >= 0)
) with (fillfactor = 50);

-- Adds a finished generation to the usage of its day.
create function add_usage() returns trigger
  language plpgsql
  as $$
  begin
    insert into usage_days as u (
      account_id, day, model, dialect, key_id, generations, failed, images, credits
    )
    values (
      new.account_id, (new.created_at at time zone 'utc')::date, new.model, new.dialect, new.key_id, 1,
      (new.status in ('failed', 'blocked'))::integer, new.delivered, new.delivered * new.unit_credits
    )
    on conflict (account_id, day, model, dialect, key_id) do update
    set generations = u.generations + 1,
      failed = u.failed + excluded.failed,
      images = u.images + excluded.images,
      credits = u.credits + excluded.credits;
    return null;
  end
  $$;

-- Locks generations against changes until the end of the migration: each is counted here or by the trigger.
create trigger generations_add_usage
  after update of status on generations
  for each row
  when (old.finished_at is null and new.finished_at is not null)
  execute function add_usage();

insert into usage_days (account_id, day, model, dialect, key_id, generations, failed, images, credits)
select
  account_id, (created_at at time zone 'utc')::date, model, dialect, key_id, count(*),
  count(*) filter (where status in ('failed', 'blocked')), sum(delivered), sum(delivered * unit_credits)
from generations
where finished_at is not null
group by 1, 2, 3, 4, 5;

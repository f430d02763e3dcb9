-- What each key has spent in a month, so that a list of keys does not add up the month's generations.

create table key_spend (
  key_id uuid not null references keys (id),
  -- The first day of the month in UTC in which the generations were accepted.
  month date not null,
  captured_credits integer not null,
  primary key (key_id, month),
  constraint key_spend_captured_credits_are_positive check (captured_credits > 0)
) with (fillfactor = 50);

-- A trigger, so that generations that a process of the release before ends are counted as well.
create function add_key_spend() returns trigger
  language plpgsql
  as $$
  begin
    insert into key_spend as s (key_id, month, captured_credits)
    values (
      new.key_id, date_trunc('month', new.created_at at time zone 'utc')::date,
      new.delivered * new.unit_credits
    )
    on conflict (key_id, month) do update
    set captured_credits = s.captured_credits + excluded.captured_credits;
    return null;
  end
  $$;

-- Locks generations against writes until this migration has counted what ended before it.
create trigger generations_add_key_spend
  after update of status on generations
  for each row
  when (
    old.finished_at is null
    and new.finished_at is not null
    and new.delivered > 0
    and new.key_id is not null
  )
  execute function add_key_spend();

-- Lists show the current month only.
insert into key_spend (key_id, month, captured_credits)
select
  key_id, date_trunc('month', created_at at time zone 'utc')::date, sum(delivered * unit_credits)
from generations
where key_id is not null
  and delivered > 0
  and finished_at is not null
  and created_at >= date_trunc('month', clock_timestamp() at time zone 'utc') at time zone 'utc'
group by 1, 2;

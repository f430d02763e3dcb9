-- Credit budgets of API keys.

-- How long a budget lasts, in UTC. lifetime: that of the key.
create type budget_period as enum ('day', 'month', 'lifetime');

-- What a key may spend. Keys without a budget have no row. Rows change only under the lock of the account.
create table key_budgets (
  key_id uuid primary key references keys (id),
  credits integer not null,
  period budget_period not null,
  -- The first day of the period, in UTC, of which spent_credits are counted. Of a lifetime: -infinity.
  started_on date not null,
  -- Credits that the generations accepted in the period hold or have captured.
  spent_credits integer not null,
  -- When the budget was last set.
  set_at timestamptz not null,
  constraint key_budgets_credits_are_positive check (credits > 0),
  constraint key_budgets_spent_credits_are_not_negative check (spent_credits >= 0)
) with (fillfactor = 50);

-- Returns the first day, in UTC, of the period of a budget.
create function budget_period_start(p_period budget_period, p_at timestamptz) returns date
  language sql immutable
  as $$
    select case p_period
      when 'day' then (p_at at time zone 'utc')::date
      when 'month' then date_trunc('month', p_at at time zone 'utc')::date
      else '-infinity'::date
    end
  $$;

-- Returns the credits that a finished generation has released to the budget of its key.
create function return_to_budget() returns trigger
  language plpgsql
  as $$
  begin
    update key_budgets
    set spent_credits = spent_credits - (new.n - new.delivered) * new.unit_credits
    where key_id = new.key_id and started_on = budget_period_start(period, new.created_at);
    return null;
  end
  $$;

create trigger generations_return_to_budget
  after update of status on generations
  for each row
  when (
    old.finished_at is null
    and new.finished_at is not null
    and new.delivered < new.n
    and new.key_id is not null
  )
  execute function return_to_budget();

alter type acceptance_outcome add value 'key_budget_reached';

-- What is left of the budget of the key. Null without a budget.
alter type acceptance_facts add attribute budget_credits integer;

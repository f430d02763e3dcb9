-- Budgets of keys: credits that the generations of a period may hold and capture. The caller of a function
-- that changes a budget holds the account lock.

-- Returns what is left of the budgets of keys. No row for a key without a budget.
create or replace function list_key_budgets(p_key_ids uuid[], p_as_of timestamptz) returns table (
  key_id uuid,
  credits integer
)
  language sql stable
  as $$
    select
      key_id,
      credits
        - case when started_on >= budget_period_start(period, p_as_of) then spent_credits else 0 end
    from key_budgets
    where key_id = any (p_key_ids)
  $$;

-- Counts the credits of accepted requests against the budgets of their keys.
create or replace function spend_key_budgets(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    update key_budgets b
    set started_on = greatest(b.started_on, budget_period_start(b.period, p_as_of)),
      spent_credits = r.credits + case
        when b.started_on >= budget_period_start(b.period, p_as_of) then b.spent_credits
        else 0
      end
    from (
        select key_id, sum(cost_credits) as credits
        from unnest(p_requests, p_acceptances)
        where is_new and key_id is not null
        group by key_id
      ) r
    where b.key_id = r.key_id;
  end
  $$;

-- Sets the budget of a key, or removes it if p_credits is null. Credits that the key has spent in the
-- current period count against the new budget.
create or replace function set_key_budget(p_key_id uuid, p_credits integer, p_period budget_period)
  returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
  begin
    if p_credits is null then
      delete from key_budgets where key_id = p_key_id;
      return;
    end if;
    insert into key_budgets (key_id, credits, period, started_on, spent_credits, set_at)
    values (
      p_key_id, p_credits, p_period, budget_period_start(p_period, as_of),
      count_key_credits(p_key_id, p_period, as_of), as_of
    )
    on conflict (key_id) do update
    set credits = excluded.credits,
      period = excluded.period,
      started_on = excluded.started_on,
      spent_credits = excluded.spent_credits,
      set_at = excluded.set_at;
  end
  $$;

-- Returns the credits that the generations of a key in the current period hold or have captured.
create or replace function count_key_credits(
  p_key_id uuid,
  p_period budget_period,
  p_as_of timestamptz
) returns integer
  language plpgsql stable
  as $$
  declare
    start date := budget_period_start(p_period, p_as_of);
  begin
    return coalesce((
      select sum(n * unit_credits)
      from generations
      where key_id = p_key_id
        and finished_at is null
        and budget_period_start(p_period, created_at) = start
    ), 0) + coalesce(
      case
        when p_period = 'day' then (
          select sum(u.credits)
          from keys k
            join usage_days u on u.account_id = k.account_id and u.key_id = k.id
          where k.id = p_key_id and u.day = start
        )
        else (select sum(captured_credits) from key_spend where key_id = p_key_id and month >= start)
      end,
      0
    );
  end
  $$;

-- Returns a budget as the audit log and the command line write it, such as 500/day. Null without a budget.
create or replace function to_budget_text(p_credits integer, p_period budget_period) returns text
  language sql immutable
  as $$
    select p_credits || '/' || p_period
  $$;

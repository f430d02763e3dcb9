-- Grants the monthly credits of the accounts' plans. The grants expire at the end of the month. Skips
-- accounts that are settled for this month, are disabled or have a plan without monthly credits. Returns how
-- many accounts were settled and how many of them were granted credits.
--
-- The op_key in the ledger rules out a second grant, also by a concurrent process or another release;
-- accounts.granted_month only keeps settled accounts out of the search.
create or replace function grant_plan_credits(p_account_ids uuid[])
  returns table (settled bigint, granted bigint)
  language plpgsql
  as $$
  declare
    as_of timestamptz;
    month date;
  begin
    perform 1 from accounts where id = any (p_account_ids) order by id for no key update;
    as_of := clock();
    month := month_start(as_of);
    return query
      with due as (
        select * from list_due_plan_credits(p_account_ids, month)
      ), updated_accounts as (
        update accounts a
        set granted_month = month,
          available = a.available + case when d.is_granted then 0 else d.credits end,
          entry_count = a.entry_count + case when d.is_granted then 0 else 1 end,
          last_entry_at = greatest(a.last_entry_at, as_of),
          credits_low_notified_at = case
            when a.credits_low_notified_at is null or d.is_granted then a.credits_low_notified_at
            when spendable_credits(a.id, as_of) + d.credits > a.credits_low_at then null
            else a.credits_low_notified_at
          end
        from due d
        where a.id = d.account_id
        returning a.id, a.entry_count, a.available, a.held, a.last_entry_at
      ), new_grants as (
        insert into credit_grants (
          id, account_id, amount, remaining, source, expires_at, note, created_at
        )
        select
          grant_id, account_id, credits, credits, 'plan',
          (month + interval '1 month') at time zone 'utc', note, as_of
        from due
        where not is_granted
      ), new_entries as (
        insert into credit_entries (
          account_id, sequence, kind, op_key, grant_id, available_change, held_change,
          available_after, held_after, note, created_at
        )
        select
          a.id, a.entry_count, 'grant', d.op_key, d.grant_id, d.credits, 0, a.available, a.held, d.note,
          a.last_entry_at
        from due d
          join updated_accounts a on a.id = d.account_id
        where not d.is_granted
      )
      select count(*), count(*) filter (where not is_granted)
      from due;
  end
  $$;

-- Returns the monthly grants of those accounts that are not settled for a month. is_granted: an earlier
-- release has made the grant without settling the account.
create or replace function list_due_plan_credits(p_account_ids uuid[], p_month date)
  returns table (
    account_id uuid,
    grant_id uuid,
    credits integer,
    note text,
    op_key text,
    is_granted boolean
  )
  language sql
  as $$
    select
      a.id, gen_random_uuid(), p.monthly_grant_credits, p.name || ' plan, ' || to_char(p_month, 'YYYY-MM'),
      plan_op_key(a.id, p_month),
      exists (select 1 from credit_entries e where e.op_key = plan_op_key(a.id, p_month))
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id = any (p_account_ids)
      and a.granted_month < p_month
      and a.disabled_at is null
      and p.monthly_grant_credits > 0
  $$;

-- Returns the op_key of the monthly grant of an account.
create or replace function plan_op_key(p_account_id uuid, p_month date) returns text
  language sql stable
  as $$ select 'plan:' || p_account_id || ':' || to_char(p_month, 'YYYY-MM') $$;

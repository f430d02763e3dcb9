-- Grants the monthly credits of the accounts' plans, once a month; they expire with the month. Skips
-- accounts that have been granted them, are disabled or have a plan without monthly credits. The op_key in
-- the ledger prevents duplicates, also between concurrent processes and releases; accounts.granted_month
-- only excludes settled accounts from the search. Returns how many accounts were settled and how many of
-- them were granted credits.
create or replace function grant_plan_credits(p_account_ids uuid[])
  returns table (settled bigint, given bigint)
  language plpgsql
  as $$
  declare
    as_of timestamptz;
    month date;
    month_name text;
  begin
    perform 1 from accounts where id = any (p_account_ids) order by id for update;
    as_of := clock();
    month := month_start(as_of);
    month_name := to_char(month, 'YYYY-MM');
    return query
      with due as (
        select
          a.id as account_id, gen_random_uuid() as grant_id, p.monthly_grant_credits as credits,
          p.name || ' plan, ' || month_name as note, plan_op_key(a.id, month_name) as op_key,
          exists (
            select 1 from credit_entries e where e.op_key = plan_op_key(a.id, month_name)
          ) as is_given
        from accounts a
          join plans p on p.id = a.plan_id
        where a.id = any (p_account_ids)
          and a.granted_month < month
          and a.disabled_at is null
          and p.monthly_grant_credits > 0
      ), account as (
        update accounts a
        set granted_month = month,
          available = a.available + case when d.is_given then 0 else d.credits end,
          entry_count = a.entry_count + case when d.is_given then 0 else 1 end,
          last_entry_at = greatest(a.last_entry_at, as_of),
          credits_low_notified_at = case
            when a.credits_low_notified_at is null or d.is_given then a.credits_low_notified_at
            when spendable_credits(a.id, as_of) + d.credits > a.credits_low_at then null
            else a.credits_low_notified_at
          end
        from due d
        where a.id = d.account_id
        returning a.id, a.entry_count, a.available, a.held, a.last_entry_at
      ), grants as (
        insert into credit_grants (
          id, account_id, amount, remaining, source, expires_at, note, created_at
        )
        select
          grant_id, account_id, credits, credits, 'plan',
          (month + interval '1 month') at time zone 'utc', note, as_of
        from due
        where not is_given
      ), entries as (
        insert into credit_entries (
          account_id, sequence, kind, op_key, grant_id, available_change, held_change,
          available_after, held_after, note, created_at
        )
        select
          a.id, a.entry_count, 'grant', d.op_key, d.grant_id, d.credits, 0, a.available, a.held, d.note,
          a.last_entry_at
        from due d
          join account a on a.id = d.account_id
        where not d.is_given
      )
      select count(*), count(*) filter (where not is_given)
      from due;
  end
  $$;

-- Returns the op_key of the monthly grant of an account.
create or replace function plan_op_key(p_account_id uuid, p_month text) returns text
  language sql immutable
  as $$ select 'plan:' || p_account_id || ':' || p_month $$;

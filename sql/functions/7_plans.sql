-- Gives each account the credits of its plan's month, once, for up to so many accounts. They expire
-- with the month. The ledger's own line says that it has been done, so that any number of processes
-- may try at once. Answers how many accounts it gave credits.
create or replace function grant_monthly(p_accounts integer) returns integer
  language plpgsql
  as $$
  declare
    due record;
    moment timestamptz := clock();
    month text := to_char(month_of(moment), 'YYYY-MM');
    month_end timestamptz := (month_of(moment) + interval '1 month') at time zone 'utc';
    given integer := 0;
  begin
    for due in
      select a.id, p.monthly_grant_credits as credits, p.name, plan_op_key(a.id, month) as op_key
      from accounts a
        join plans p on p.id = a.plan_id
      where p.monthly_grant_credits > 0
        and a.disabled_at is null
        and not exists (
          select 1 from credit_entries e where e.op_key = plan_op_key(a.id, month)
        )
      order by a.id
      limit p_accounts
    loop
      if grant_credits(
        due.id, gen_random_uuid(), due.credits, 'plan', month_end, due.op_key,
        due.name || ' plan, ' || month
      ) is not null then
        given := given + 1;
      end if;
    end loop;
    return given;
  end
  $$;

create or replace function plan_op_key(p_account_id uuid, p_month text) returns text
  language sql immutable
  as $$ select 'plan:' || p_account_id || ':' || p_month $$;

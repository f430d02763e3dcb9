-- Refusals of requests for their content, and the suspension of accounts that have too many.

-- Counts a request that was refused before it was accepted. Refusals of a suspended account do not count.
create or replace function record_content_refusal(p_account_id uuid)
  returns table (was_suspended boolean, is_suspended boolean)
  language plpgsql
  as $$
  begin
    select suspended_at is not null into was_suspended
    from accounts
    where id = p_account_id
    for no key update;
    is_suspended := was_suspended;
    if not was_suspended then
      is_suspended := p_account_id = any (count_content_refusals(array[p_account_id], clock()));
    end if;
    return next;
  end
  $$;

-- Counts refusals, one for each element, and suspends the accounts that reach the limit of their plan.
-- Returns the accounts that were suspended. The caller holds the locks of the accounts.
create or replace function count_content_refusals(p_account_ids uuid[], p_as_of timestamptz) returns uuid[]
  language plpgsql
  as $$
  declare
    today date := (p_as_of at time zone 'utc')::date;
    reached record;
    suspended_ids uuid[] := '{}';
  begin
    for reached in
      with counted as (
        insert into content_refusals as c (account_id, day, refusals)
        select account_id, today, count(*)
        from unnest(p_account_ids) r (account_id)
        group by account_id
        order by account_id
        on conflict (account_id) do update
        set day = today,
          refusals = excluded.refusals + case when c.day = today then c.refusals else 0 end
        returning account_id, refusals
      )
      update accounts a
      set suspended_at = p_as_of
      from counted c
        join plans p on p.blocked_per_day <= c.refusals
      where a.id = c.account_id and p.id = a.plan_id and a.suspended_at is null
      returning a.id, c.refusals, p.blocked_per_day
    loop
      perform write_automatic_change(
        p_action => 'account.suspend',
        p_account_id => reached.id,
        p_subject => null,
        p_details => audit_diff('suspended', false, true)
          || jsonb_build_object('refusals', reached.refusals, 'blocked_per_day', reached.blocked_per_day)
      );
      suspended_ids := suspended_ids || reached.id;
    end loop;
    return suspended_ids;
  end
  $$;

-- Counts the finished generations whose content a provider has refused. See count_content_refusals.
create or replace function count_blocked_generations(p_endings generation_ending[], p_as_of timestamptz)
  returns void
  language plpgsql
  as $$
  declare
    blocked_ids uuid[] := array(select id from unnest(p_endings) where status = 'blocked');
  begin
    if cardinality(blocked_ids) > 0 then
      perform count_content_refusals(
        array(select account_id from generations where id = any (blocked_ids)), p_as_of
      );
    end if;
  end
  $$;

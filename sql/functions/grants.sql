-- Adds a grant. Returns null and changes nothing if the op_key has been used.
create or replace function grant_credits(
  p_account_id uuid,
  p_grant_id uuid,
  p_amount integer,
  p_source grant_source,
  p_expires_at timestamptz,
  p_op_key text,
  p_note text default null,
  p_parent_id uuid default null
) returns uuid
  language plpgsql
  as $$
  declare
    as_of timestamptz;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    if exists (select 1 from credit_entries where op_key = p_op_key) then
      return null;
    end if;
    as_of := clock();
    insert into credit_grants (
      id, account_id, amount, remaining, source, expires_at, parent_id, note, created_at
    )
    values (
      p_grant_id, p_account_id, p_amount, p_amount, p_source, p_expires_at, p_parent_id, p_note, as_of
    );
    perform write_credit_entry(
      p_account_id => p_account_id,
      p_kind => case p_source
        when 'restore' then 'restore'
        when 'adjust' then 'adjust'
        else 'grant'
      end::credit_entry_kind,
      p_op_key => p_op_key,
      p_as_of => as_of,
      p_available_change => p_amount,
      p_grant_id => p_grant_id,
      p_note => p_note
    );
    if p_source <> 'restore' then
      perform rearm_credits_low(p_account_id);
    end if;
    return p_grant_id;
  end
  $$;

-- Removes the remaining credits of grants from the ledger and closes the grants without held credits. The
-- caller holds the locks of their accounts. p_kind is 'expire' or 'void'; credits that are released to a
-- voided grant later are voided as well. The op_key contains the sequence of the entry: credits that a
-- release has returned to a grant can expire a second time, for example after the clock has stepped back.
create or replace function empty_grants(
  p_grant_ids uuid[],
  p_kind credit_entry_kind,
  p_note text,
  p_as_of timestamptz
)
  returns table (grants bigint, credits bigint)
  language sql
  as $$
    with wanted as (
      select
        id, account_id, remaining,
        count(*) filter (where remaining > 0) over line as line_number,
        sum(remaining) over line as credits_so_far
      from credit_grants
      where id = any (p_grant_ids)
        and closed_at is null
        and (p_kind <> 'expire' or (expires_at <= p_as_of and (remaining > 0 or held = 0)))
      window line as (partition by account_id order by expires_at nulls last, id)
    ), emptied as (
      update credit_grants g
      set remaining = 0,
        voided_at = case p_kind when 'void' then p_as_of else g.voided_at end,
        closed_at = case when g.held = 0 then p_as_of end
      from wanted w
      where g.id = w.id
    ), per_account as (
      select account_id, count(*) filter (where remaining > 0) as lines, sum(remaining) as credits
      from wanted
      group by account_id
    ), account as (
      update accounts a
      set available = a.available - t.credits,
        entry_count = a.entry_count + t.lines,
        last_entry_at = greatest(a.last_entry_at, p_as_of)
      from per_account t
      where a.id = t.account_id and t.lines > 0
      returning
        a.id, a.available + t.credits as available_before, a.entry_count - t.lines as entries_before,
        a.held, a.last_entry_at
    ), entry as (
      insert into credit_entries (
        account_id, sequence, kind, op_key, grant_id, available_change, held_change,
        available_after, held_after, note, created_at
      )
      select
        a.id, a.entries_before + w.line_number, p_kind,
        p_kind || ':' || w.id || ':' || (a.entries_before + w.line_number), w.id, -w.remaining, 0,
        a.available_before - w.credits_so_far, a.held, p_note, a.last_entry_at
      from wanted w
        join account a on a.id = w.account_id
      where w.remaining > 0
    )
    select count(*), coalesce(sum(remaining), 0)
    from wanted
  $$;

-- Expires grants in a constant number of statements. Skips grants that have not expired or are closed.
-- Spending does not depend on it: a hold never uses an expired grant, so the commit need not be durable and
-- does not wait for the disk. Returns how many grants were emptied or closed.
create or replace function expire_grants(p_grant_ids uuid[]) returns bigint
  language plpgsql
  as $$
  begin
    perform set_config('synchronous_commit', 'off', true);
    perform 1
    from accounts
    where id in (select account_id from credit_grants where id = any (p_grant_ids))
    order by id
    for no key update;
    return (select grants from empty_grants(p_grant_ids, 'expire', null, clock()));
  end
  $$;

-- Voids a grant, with a reason. Credits that it holds are voided if they are released. Returns how many
-- credits were voided.
create or replace function void_grant(p_grant_id uuid, p_note text) returns integer
  language plpgsql
  as $$
  begin
    perform 1
    from accounts
    where id = (select account_id from credit_grants where id = p_grant_id)
    for no key update;
    return (select credits from empty_grants(array[p_grant_id], 'void', p_note, clock()));
  end
  $$;

-- Voids all grants of an account.
create or replace function void_all_grants(p_account_id uuid, p_note text) returns void
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    perform empty_grants(
      array(select id from credit_grants where account_id = p_account_id and closed_at is null),
      'void', p_note, clock()
    );
  end
  $$;

-- Adds a grant to an account, unless its reference was used before: in this op_key, or in the format that
-- earlier releases used.
create or replace function admin_grant(
  p_actor_id uuid,
  p_account_id uuid,
  p_grant_id uuid,
  p_credits integer,
  p_source grant_source,
  p_expires_in_seconds bigint,
  p_note text,
  p_reference text,
  p_op_key text,
  p_reason text
) returns grant_outcome
  language plpgsql
  as $$
  declare
    own accounts;
    ends timestamptz;
  begin
    select * into own from accounts where id = p_account_id for no key update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    if exists (
      select 1
      from credit_entries
      where op_key = 'reference:' || p_reference and account_id = own.id
    ) then
      return 'known';
    end if;
    ends := clock() + p_expires_in_seconds * interval '1 second';
    if grant_credits(
      p_account_id => own.id,
      p_grant_id => p_grant_id,
      p_amount => p_credits,
      p_source => p_source,
      p_expires_at => ends,
      p_op_key => p_op_key,
      p_note => p_note
    ) is null then
      return 'known';
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'grant',
      p_account_id => own.id,
      p_subject => p_grant_id::text,
      p_reason => p_reason,
      p_details => jsonb_build_object(
        'after', jsonb_strip_nulls(jsonb_build_object(
          'credits', p_credits, 'source', p_source, 'note', p_note, 'reference', p_reference
        )) || jsonb_build_object('expiresAt', ends)
      )
    );
    return 'granted';
  end
  $$;

-- Voids a grant of an account. Returns how many credits were voided, or null if the account has no such
-- grant.
create or replace function admin_void(
  p_actor_id uuid,
  p_account_id uuid,
  p_grant_id uuid,
  p_reason text
) returns integer
  language plpgsql
  as $$
  declare
    voided integer;
  begin
    perform 1 from credit_grants where id = p_grant_id and account_id = p_account_id;
    if not found then
      return null;
    end if;
    voided := void_grant(p_grant_id, p_reason);
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'void',
      p_account_id => p_account_id,
      p_subject => p_grant_id::text,
      p_reason => p_reason,
      p_details => jsonb_build_object('voided', voided)
    );
    return voided;
  end
  $$;

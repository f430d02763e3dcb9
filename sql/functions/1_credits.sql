-- Every move of credits. The caller of an inner function (`take_`, `close_`, `write_`) has locked
-- the account row already; each outer one locks it first, and asks the clock only after that.

create or replace function month_of(p_moment timestamptz) returns date
  language sql immutable
  as $$ select date_trunc('month', p_moment at time zone 'utc')::date $$;

-- Writes one line of the ledger and the account's totals with it. `p_spend_change` moves what counts
-- against a plan's monthly cap.
create or replace function write_credit_entry(
  p_account_id uuid,
  p_kind text,
  p_op_key text,
  p_grant_id uuid,
  p_hold_id uuid,
  p_available_change integer,
  p_held_change integer,
  p_note text default null,
  p_spend_change integer default 0
) returns void
  language sql
  as $$
    with account as (
      update accounts
      set available = available + p_available_change,
        held = held + p_held_change,
        entry_count = entry_count + 1,
        -- A release at the very turn of a month may find the new month's count already begun at 0.
        month_spend = greatest(
          0, p_spend_change + case when spend_month = month_of(clock()) then month_spend else 0 end
        ),
        spend_month = month_of(clock())
      where id = p_account_id
      returning id, entry_count, available, held
    )
    insert into credit_entries (
      account_id, sequence, kind, op_key, grant_id, hold_id,
      available_change, held_change, available_after, held_after, note, created_at
    )
    select
      id, entry_count, p_kind, p_op_key, p_grant_id, p_hold_id,
      p_available_change, p_held_change, available, held, p_note, clock()
    from account
  $$;

-- Adds a batch. The same op_key again adds nothing and answers null.
create or replace function grant_credits(
  p_account_id uuid,
  p_grant_id uuid,
  p_amount integer,
  p_source text,
  p_expires_at timestamptz,
  p_op_key text,
  p_note text default null,
  p_parent_id uuid default null
) returns uuid
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id for update;
    if exists (select 1 from credit_entries where op_key = p_op_key) then
      return null;
    end if;
    insert into credit_grants (
      id, account_id, amount, remaining, source, expires_at, parent_id, note, created_at
    )
    values (
      p_grant_id, p_account_id, p_amount, p_amount, p_source, p_expires_at, p_parent_id, p_note, clock()
    );
    perform write_credit_entry(
      p_account_id,
      case p_source when 'restore' then 'restore' when 'adjust' then 'adjust' else 'grant' end,
      p_op_key, p_grant_id, null, p_amount, 0, p_note
    );
    return p_grant_id;
  end
  $$;

-- What the account can spend at this moment.
create or replace function spendable_credits(p_account_id uuid, p_now timestamptz) returns integer
  language sql stable
  as $$
    select coalesce(sum(remaining), 0)::integer
    from credit_grants
    where account_id = p_account_id
      and closed_at is null
      and (expires_at is null or expires_at > p_now)
  $$;

-- Holds credits, the ones that expire first before all others. False where there are too few; then
-- nothing has changed.
create or replace function take_hold(
  p_account_id uuid,
  p_hold_id uuid,
  p_amount integer,
  p_now timestamptz
) returns boolean
  language plpgsql
  as $$
  declare
    batch record;
    missing integer := p_amount;
    part integer;
    part_position integer := 0;
    spendable integer := spendable_credits(p_account_id, p_now);
  begin
    if spendable < p_amount then
      return false;
    end if;
    insert into credit_holds (id, account_id, amount, created_at)
    values (p_hold_id, p_account_id, p_amount, p_now);
    for batch in
      select id, remaining
      from credit_grants
      where account_id = p_account_id
        and closed_at is null
        and remaining > 0
        and (expires_at is null or expires_at > p_now)
      order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
    loop
      part := least(missing, batch.remaining);
      update credit_grants
      set remaining = remaining - part, held = held + part
      where id = batch.id;
      insert into credit_hold_parts (hold_id, position, grant_id, amount)
      values (p_hold_id, part_position, batch.id, part);
      part_position := part_position + 1;
      missing := missing - part;
      exit when missing = 0;
    end loop;
    perform write_credit_entry(
      p_account_id, 'hold', 'hold:' || p_hold_id, null, p_hold_id, -p_amount, p_amount, null, p_amount
    );
    perform emit_credits_low(p_account_id, spendable, spendable - p_amount);
    return true;
  end
  $$;

-- Gives one part of a closing hold back to its batch. From one that was taken back meanwhile the
-- credits are taken back as well. A batch that has expired meanwhile cannot be
-- spent any more: where the fault was ours its credits come back as a new batch of seven days,
-- unless it was such a batch itself (a grace is never stacked); else they expire at once.
create or replace function release_part(
  p_hold credit_holds,
  p_grant_id uuid,
  p_amount integer,
  p_our_fault boolean,
  p_now timestamptz
) returns void
  language plpgsql
  as $$
  declare
    batch credit_grants;
  begin
    update credit_grants
    set held = held - p_amount, remaining = remaining + p_amount
    where id = p_grant_id
    returning * into batch;
    if batch.voided_at is not null then
      update credit_grants
      set remaining = remaining - p_amount
      where id = p_grant_id;
      perform write_credit_entry(
        p_hold.account_id, 'void', 'void:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
        -p_amount, 0, 'taken back while held'
      );
      return;
    end if;
    if batch.expires_at is null or batch.expires_at > p_now then
      return;
    end if;
    update credit_grants
    set remaining = remaining - p_amount
    where id = p_grant_id;
    perform write_credit_entry(
      p_hold.account_id, 'expire', 'expire:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
      -p_amount, 0, 'expired while held'
    );
    if p_our_fault and batch.source <> 'restore' then
      perform grant_credits(
        p_hold.account_id, gen_random_uuid(), p_amount, 'restore', p_now + interval '7 days',
        'restore:' || p_hold.id || ':' || p_grant_id, 'given back after a failure of ours', p_grant_id
      );
    end if;
  end
  $$;

-- Closes a hold for good: captures that many credits, the earliest parts first, and releases the
-- rest, the latest parts first. False where it was closed before; then nothing has changed.
create or replace function close_hold(
  p_hold_id uuid,
  p_capture integer,
  p_our_fault boolean
) returns boolean
  language plpgsql
  as $$
  declare
    hold credit_holds;
    part record;
    taken integer;
    to_capture integer := p_capture;
    moment timestamptz := clock();
  begin
    update credit_holds
    set captured = p_capture, released = amount - p_capture, closed_at = moment
    where id = p_hold_id and closed_at is null
    returning * into hold;
    if not found then
      return false;
    end if;
    if hold.captured > 0 then
      perform write_credit_entry(
        hold.account_id, 'capture', 'capture:' || hold.id, null, hold.id, 0, -hold.captured
      );
    end if;
    if hold.released > 0 then
      perform write_credit_entry(
        hold.account_id, 'release', 'release:' || hold.id, null, hold.id,
        hold.released, -hold.released, null,
        case when month_of(hold.created_at) = month_of(moment) then -hold.released else 0 end
      );
    end if;
    for part in
      select position, grant_id, amount
      from credit_hold_parts
      where hold_id = hold.id
      order by position
    loop
      taken := least(part.amount, to_capture);
      to_capture := to_capture - taken;
      update credit_hold_parts
      set captured = taken, released = part.amount - taken
      where hold_id = hold.id and position = part.position;
      if taken > 0 then
        update credit_grants set held = held - taken where id = part.grant_id;
      end if;
    end loop;
    for part in
      select grant_id, released
      from credit_hold_parts
      where hold_id = hold.id and released > 0
      order by position desc
    loop
      perform release_part(hold, part.grant_id, part.released, p_our_fault, moment);
    end loop;
    update credit_grants
    set closed_at = moment
    where id = any (array(select grant_id from credit_hold_parts where hold_id = hold.id))
      and closed_at is null and remaining = 0 and held = 0;
    return true;
  end
  $$;

-- Takes what is left of expired batches off the ledger, for the accounts of the first so many.
-- Spending never waits for it: an expired batch is refused at the spend. Answers how many batches
-- it closed or emptied.
create or replace function expire_credits(p_batches integer) returns integer
  language plpgsql
  as $$
  declare
    account uuid;
    batch record;
    closed integer := 0;
    -- A variable, because no index is searched for what a volatile function answers.
    moment timestamptz := clock();
  begin
    for account in
      select distinct account_id
      from (
        select account_id
        from credit_grants
        where closed_at is null and expires_at <= moment and (remaining > 0 or held = 0)
        order by expires_at
        limit p_batches
      ) due
      order by account_id
    loop
      perform 1 from accounts where id = account for update;
      for batch in
        select id, remaining, held
        from credit_grants
        where account_id = account
          and closed_at is null
          and expires_at <= moment
          and (remaining > 0 or held = 0)
        order by expires_at, id
      loop
        if batch.remaining > 0 then
          perform write_credit_entry(
            account, 'expire', 'expire:' || batch.id, batch.id, null, -batch.remaining, 0
          );
        end if;
        update credit_grants
        set remaining = 0, closed_at = case when held = 0 then clock() end
        where id = batch.id;
        closed := closed + 1;
      end loop;
    end loop;
    return closed;
  end
  $$;

-- Takes back what is left of a batch, with a reason; what it holds at the moment follows if it is ever
-- released. Answers how many credits were left.
create or replace function void_grant(p_grant_id uuid, p_note text) returns integer
  language plpgsql
  as $$
  declare
    owner uuid;
    batch credit_grants;
  begin
    select account_id into owner from credit_grants where id = p_grant_id;
    perform 1 from accounts where id = owner for update;
    select * into batch from credit_grants where id = p_grant_id and closed_at is null;
    if not found then
      return 0;
    end if;
    update credit_grants
    set remaining = 0, voided_at = clock(), closed_at = case when held = 0 then clock() end
    where id = batch.id;
    if batch.remaining = 0 then
      return 0;
    end if;
    perform write_credit_entry(
      owner, 'void', 'void:' || batch.id || ':' || gen_random_uuid(), batch.id, null,
      -batch.remaining, 0, p_note
    );
    return batch.remaining;
  end
  $$;

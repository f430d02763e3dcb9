-- The hash chain of the audit log. Erasable values are covered by their salted digests, so that erasing them
-- does not change a hash.

-- Returns the hash of an entry at a position of the chain. The entry before the first one has an empty hash.
create or replace function audit_hash(p_previous bytea, p_position bigint, p_entry audit_entries)
  returns bytea
  language sql stable
  as $$
    select sha256(
      p_previous || int8send(p_position) || p_entry.actor_digest || p_entry.details_digest
        || convert_to(
          jsonb_build_array(
            p_entry.id, p_entry.actor_id, p_entry.action, p_entry.account_id, p_entry.subject,
            (extract(epoch from p_entry.created_at) * 1000000)::bigint
          )::text,
          'UTF8'
        )
    )
  $$;

-- Returns whether the erasable values of an entry match their digests, or have been erased.
create or replace function has_audit_values(p_entry audit_entries) returns boolean
  language sql stable
  as $$
    select
      case
        when p_entry.actor_salt is null then p_entry.actor = 'erased' and p_entry.address is null
        else p_entry.actor_digest = audit_digest(
          p_entry.actor_salt, jsonb_build_array(p_entry.actor, p_entry.address)
        )
      end
      and case
        when p_entry.details_salt is null then p_entry.reason is null and p_entry.details = '{}'
        else p_entry.details_digest = audit_digest(
          p_entry.details_salt, jsonb_build_array(p_entry.reason, p_entry.details)
        )
      end
  $$;

-- Appends at most p_limit entries to the chain, in the order of their ids. Each hash needs the one before
-- it, so entries are hashed one by one. Returns how many were appended.
create or replace function chain_audit_entries(p_limit integer) returns integer
  language plpgsql
  security definer
  set search_path from current
  as $$
  declare
    batch bigint[];
    head audit_chain;
    entry audit_entries;
    chained bigint[] := '{}';
  begin
    perform lock_audit_chain();
    batch := array(select entry_id from audit_unchained order by entry_id limit p_limit);
    select * into head from audit_chain order by position desc limit 1;
    for entry in select * from audit_entries where id = any (batch) order by id loop
      insert into audit_chain (position, entry_id, hash)
      values (
        coalesce(head.position, 0) + 1, entry.id,
        audit_hash(coalesce(head.hash, ''), coalesce(head.position, 0) + 1, entry)
      )
      returning * into head;
      chained := chained || entry.id;
    end loop;
    delete from audit_unchained where entry_id = any (chained);
    return cardinality(chained);
  end
  $$;

-- Returns the faults at positions after p_after up to p_to: 'position' if the one before is missing,
-- 'entry' if its entry is missing, 'hash' if the hash does not follow from the one before and the entry,
-- 'values' if erasable values were changed.
create or replace function verify_audit_chain(p_after bigint, p_to bigint)
  returns table (link_position bigint, entry_id bigint, fault text)
  language sql stable
  as $$
    with links as (
      select
        c.position, c.entry_id, c.hash, e as entry, e.id is null as is_missing,
        coalesce(lag(c.position) over line, 0) as previous_position,
        coalesce(lag(c.hash) over line, '') as previous_hash
      from audit_chain c
        left join audit_entries e on e.id = c.entry_id
      where c.position between p_after and p_to
      window line as (order by c.position)
    ), checked as (
      select
        position, entry_id,
        case
          when position <> previous_position + 1 then 'position'
          when is_missing then 'entry'
          when hash <> audit_hash(previous_hash, position, entry) then 'hash'
          when not has_audit_values(entry) then 'values'
        end as fault
      from links
      where position > p_after
    )
    select position, entry_id, fault
    from checked
    where fault is not null
    order by position
  $$;

-- The audit log. If an admin_ function rejects a change, it changes nothing and writes no entry. The actor
-- of an entry is the email address of an account, 'system' for an automatic change, 'anonymous' for an event
-- without a session, or 'cli' for the command line.

-- Records the client address and the reason of a change until the end of the transaction, for
-- write_audit_entry. Returns p_actor_id, so that a call can be the argument of an admin_ function: arguments
-- are evaluated before the function.
create or replace function act_as(p_actor_id uuid, p_address text, p_reason text) returns uuid
  language plpgsql volatile
  as $$
  begin
    perform set_config('darkroom.actor_address', coalesce(p_address, ''), true);
    perform set_config('darkroom.actor_reason', coalesce(p_reason, ''), true);
    return p_actor_id;
  end
  $$;

-- Like act_as with a reason, for changes that have no reason or take it as a parameter.
create or replace function act_as(p_actor_id uuid, p_address text) returns uuid
  language sql volatile
  as $$ select act_as(p_actor_id, p_address, null) $$;

-- Writes one entry to the audit log, by default with the reason that act_as recorded. A job adds the entry
-- to the hash chain later, so that writers do not wait for each other. The key share lock waits while the
-- account of the actor is being closed: the entry then has the new email address, not the erased one.
create or replace function write_audit_entry(
  p_actor_id uuid,
  p_action text,
  p_account_id uuid default null,
  p_subject text default null,
  p_reason text default null,
  p_details jsonb default '{}'
) returns void
  language plpgsql
  as $$
  declare
    actor_name text := coalesce(
      (select email from accounts where id = p_actor_id for key share),
      nullif(current_setting('darkroom.actor_name', true), ''),
      'cli'
    );
    actor_address text := nullif(current_setting('darkroom.actor_address', true), '');
    stated_reason text := coalesce(p_reason, nullif(current_setting('darkroom.actor_reason', true), ''));
    actor_salt bytea := random_salt();
    details_salt bytea := random_salt();
    entry bigint;
  begin
    insert into audit_entries (
      actor_id, actor, address, action, account_id, subject, reason, details, created_at,
      actor_salt, actor_digest, details_salt, details_digest
    )
    values (
      p_actor_id, actor_name, actor_address, p_action, p_account_id, p_subject, stated_reason, p_details,
      clock(),
      actor_salt, audit_digest(actor_salt, jsonb_build_array(actor_name, actor_address)),
      details_salt, audit_digest(details_salt, jsonb_build_array(stated_reason, p_details))
    )
    returning id into entry;
    insert into audit_unchained (entry_id) values (entry);
  end
  $$;

-- Writes the audit entry of a change that the server makes by itself. Its actor is 'system'.
create or replace function write_automatic_change(
  p_action text,
  p_account_id uuid,
  p_subject text,
  p_details jsonb
) returns void
  language plpgsql
  as $$
  begin
    perform set_config('darkroom.actor_name', 'system', true);
    perform write_audit_entry(
      p_actor_id => act_as(null, null),
      p_action => p_action,
      p_account_id => p_account_id,
      p_subject => p_subject,
      p_details => p_details
    );
    perform set_config('darkroom.actor_name', '', true);
  end
  $$;

-- Returns the details of the audit entry of a change of one value.
create or replace function audit_diff(p_name text, p_before anyelement, p_after anyelement)
  returns jsonb
  language sql immutable
  as $$
    select jsonb_build_object(
      'before', jsonb_build_object(p_name, p_before), 'after', jsonb_build_object(p_name, p_after)
    )
  $$;

-- Writes the audit entry of a change of settings (see describe_changes). Writes none if no setting differs.
create or replace function write_changes(
  p_actor_id uuid,
  p_action text,
  p_account_id uuid,
  p_subject text,
  p_before jsonb,
  p_after jsonb
) returns void
  language plpgsql
  as $$
  declare
    changes jsonb := describe_changes(p_before, p_after);
  begin
    if changes is null then
      return;
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => p_action,
      p_account_id => p_account_id,
      p_subject => p_subject,
      p_details => changes
    );
  end
  $$;

-- Returns the details of the audit entry of a change of settings: the members of p_after that differ from
-- those of p_before, with both values. Returns null if none differs.
create or replace function describe_changes(p_before jsonb, p_after jsonb) returns jsonb
  language sql immutable
  as $$
    select case
      when count(*) > 0 then jsonb_build_object(
        'before', jsonb_object_agg(key, p_before -> key), 'after', jsonb_object_agg(key, value)
      )
    end
    from jsonb_each(p_after)
    where value is distinct from p_before -> key
  $$;

-- Lists audit entries, the newest first: a bounded page (see list_generations). A null filter matches
-- everything; p_actor is a part of the actor's name.
create or replace function list_audit_entries(
  p_account_id uuid,
  p_action text,
  p_actor text,
  p_from timestamptz,
  p_to timestamptz,
  p_before_id bigint,
  p_limit integer,
  p_window integer
) returns table (id bigint, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    before_at timestamptz;
  begin
    select e.created_at into before_at from audit_entries e where e.id = p_before_id;
    return query
      with examined as (
        select
          e.id, e.created_at,
          (p_action is null or e.action = p_action)
            and (p_actor is null or strpos(lower(e.actor), lower(p_actor)) > 0) as is_match
        from audit_entries e
        where (p_account_id is null or e.account_id = p_account_id)
          and (p_from is null or e.created_at >= p_from)
          and (p_to is null or e.created_at < p_to)
          and (p_before_id is null or (e.created_at, e.id) < (before_at, p_before_id))
        order by e.created_at desc, e.id desc
        limit p_window
      ), numbered as (
        select id, created_at, is_match, row_number() over (order by created_at desc, id desc) as place
        from examined
      )
      select id, is_match, place = p_window
      from numbered
      where is_match or place = p_window
      order by created_at desc, id desc
      limit p_limit;
  end
  $$;

-- Erases the personal values of an account from the audit log: the name and address of the actor in its own
-- entries and in its failed sign-ins, reason and details in the entries about it. The digests stay, so the
-- hash chain stays valid.
create or replace function erase_audit_values(p_account_id uuid) returns void
  language sql
  security definer
  set search_path from current
  as $$
    update audit_entries
    set actor = 'erased', address = null, actor_salt = null
    where actor_id = p_account_id and actor_salt is not null;
    update audit_entries
    set actor = 'erased', address = null, actor_salt = null
    where account_id = p_account_id and actor = 'anonymous' and actor_salt is not null;
    update audit_entries
    set reason = null, details = '{}', details_salt = null
    where account_id = p_account_id and details_salt is not null;
  $$;

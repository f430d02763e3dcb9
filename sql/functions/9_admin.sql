-- What operators change: each function is one change and its line in the audit log. Where it answers a
-- refusal nothing has changed and nothing is logged. An actor without an account is the command line.

create or replace function write_audit_entry(
  p_actor_id uuid,
  p_action text,
  p_account_id uuid,
  p_subject text,
  p_reason text,
  p_details jsonb
) returns void
  language plpgsql
  as $$
  begin
    insert into audit_entries (
      actor_id, actor, action, account_id, subject, reason, details, created_at
    )
    values (
      p_actor_id, coalesce((select email from accounts where id = p_actor_id), 'cli'),
      p_action, p_account_id, p_subject, p_reason, p_details, clock()
    );
  end
  $$;

create or replace function audit_diff(p_name text, p_before anyelement, p_after anyelement)
  returns jsonb
  language sql immutable
  as $$
    select jsonb_build_object(
      'before', jsonb_build_object(p_name, p_before), 'after', jsonb_build_object(p_name, p_after)
    )
  $$;

-- Changes plan, rights and access of an account; what is null stays. Answers changed, not_found,
-- unknown_plan, closed, or last_admin where a server would be left without one.
create or replace function admin_update_account(
  p_actor_id uuid,
  p_account_id uuid,
  p_plan_id text,
  p_admin boolean,
  p_disabled boolean,
  p_reason text
) returns text
  language plpgsql
  as $$
  declare
    own accounts;
    was_disabled boolean;
  begin
    perform pg_advisory_xact_lock(4713, 1);
    select * into own from accounts where id = p_account_id for update;
    if not found then
      return 'not_found';
    end if;
    was_disabled := own.disabled_at is not null;
    if own.closed_at is not null then
      return 'closed';
    end if;
    if p_plan_id is not null and not exists (select 1 from plans where id = p_plan_id) then
      return 'unknown_plan';
    end if;
    if own.admin
      and (not p_admin or p_disabled)
      and not exists (select 1 from accounts where admin and disabled_at is null and id <> own.id)
    then
      return 'last_admin';
    end if;
    if p_plan_id <> own.plan_id then
      update accounts set plan_id = p_plan_id where id = own.id;
      perform write_audit_entry(
        p_actor_id, 'account.plan', own.id, null, p_reason, audit_diff('plan', own.plan_id, p_plan_id)
      );
    end if;
    if p_admin <> own.admin then
      update accounts set admin = p_admin where id = own.id;
      perform write_audit_entry(
        p_actor_id, 'account.admin', own.id, null, p_reason, audit_diff('admin', own.admin, p_admin)
      );
    end if;
    if p_disabled <> was_disabled then
      perform disable_account(own.id, p_disabled);
      perform write_audit_entry(
        p_actor_id, case when p_disabled then 'account.disable' else 'account.enable' end, own.id, null,
        p_reason, audit_diff('disabled', was_disabled, p_disabled)
      );
    end if;
    return 'changed';
  end
  $$;

-- Sets the password of an account, ends its sessions and forgives failed sign-ins. Returns changed,
-- not_found or closed.
create or replace function admin_set_password(
  p_actor_id uuid,
  p_account_id uuid,
  p_password_hash text,
  p_reason text
) returns text
  language plpgsql
  as $$
  declare
    own accounts;
  begin
    select * into own from accounts where id = p_account_id for update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    update accounts set password_hash = p_password_hash where id = own.id;
    delete from sessions where account_id = own.id;
    delete from sign_in_attempts where scope = 'account ' || own.email;
    perform write_audit_entry(p_actor_id, 'account.password', own.id, null, p_reason, '{}');
    return 'changed';
  end
  $$;

-- Adds a batch to an account. Answers granted, not_found, closed, or known where the op_key has been
-- used, or the reference by a release whose references were not of one account.
create or replace function admin_grant(
  p_actor_id uuid,
  p_account_id uuid,
  p_grant jsonb,
  p_op_key text,
  p_reason text
) returns text
  language plpgsql
  as $$
  declare
    own accounts;
    batch_id uuid := (p_grant ->> 'id')::uuid;
    ends timestamptz;
  begin
    select * into own from accounts where id = p_account_id for update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    if exists (
      select 1
      from credit_entries
      where op_key = 'reference:' || (p_grant ->> 'reference') and account_id = own.id
    ) then
      return 'known';
    end if;
    ends := clock() + (p_grant ->> 'expiresInSeconds')::bigint * interval '1 second';
    if grant_credits(
      own.id, batch_id, (p_grant ->> 'credits')::integer, p_grant ->> 'source', ends, p_op_key,
      p_grant ->> 'note'
    ) is null then
      return 'known';
    end if;
    perform write_audit_entry(
      p_actor_id, 'grant', own.id, batch_id::text, p_reason,
      jsonb_build_object(
        'after', p_grant - 'id' - 'expiresInSeconds' || jsonb_build_object('expiresAt', ends)
      )
    );
    return 'granted';
  end
  $$;

-- Takes back what is left of an account's batch. Answers how many credits; null where it has none such.
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
      p_actor_id, 'void', p_account_id, p_grant_id::text, p_reason, jsonb_build_object('voided', voided)
    );
    return voided;
  end
  $$;

-- Calls a generation off, whoever has asked for it. Answers what cancel_generation does; null where
-- there is none.
create or replace function admin_cancel(p_actor_id uuid, p_generation_id uuid, p_reason text) returns text
  language plpgsql
  as $$
  declare
    owner_id uuid;
    outcome text;
  begin
    select account_id into owner_id from generations where id = p_generation_id;
    if not found then
      return null;
    end if;
    outcome := cancel_generation(p_generation_id, owner_id);
    if outcome <> 'already' then
      perform write_audit_entry(
        p_actor_id, 'generation.cancel', owner_id, p_generation_id::text, p_reason,
        jsonb_build_object('outcome', outcome)
      );
    end if;
    return outcome;
  end
  $$;

-- Opens or closes the sign-up.
create or replace function admin_open_sign_up(p_actor_id uuid, p_open boolean, p_reason text)
  returns void
  language plpgsql
  as $$
  declare
    was_open boolean;
  begin
    select sign_up_open into was_open from installation for update;
    if was_open = p_open then
      return;
    end if;
    update installation set sign_up_open = p_open;
    perform write_audit_entry(
      p_actor_id, 'signup', null, null, p_reason, audit_diff('open', was_open, p_open)
    );
  end
  $$;

-- Creates an account at sign-up. While the server has no admin, a setup token is required and the account
-- becomes the admin, also if sign-up is closed; the audit log records that.
create or replace function sign_up(
  p_id uuid,
  p_email text,
  p_password_hash text,
  p_name text,
  p_language account_language,
  p_setup_token_hash bytea
) returns sign_up_outcome
  language plpgsql
  as $$
  declare
    rejection sign_up_outcome;
    is_setup boolean;
  begin
    -- Only one of two callers with the same token becomes the admin.
    perform lock_admins();
    is_setup := is_setup_needed();
    rejection := find_sign_up_rejection(p_email, p_setup_token_hash);
    if rejection is not null then
      return rejection;
    end if;
    insert into accounts (id, email, password_hash, plan_id, admin, name, language)
    values (p_id, p_email, p_password_hash, 'free', is_setup, p_name, coalesce(p_language, 'en'))
    on conflict (email) do nothing;
    if not found then
      return 'email_taken';
    end if;
    if is_setup then
      perform write_audit_entry(
        p_actor_id => p_id,
        p_action => 'account.create',
        p_account_id => p_id,
        p_details => jsonb_build_object('after', jsonb_build_object('plan', 'free', 'admin', true))
      );
    end if;
    return 'created';
  end
  $$;

-- Returns why a sign-up would be rejected now, or null, so that no password is hashed in vain.
create or replace function find_sign_up_rejection(p_email text, p_setup_token_hash bytea)
  returns sign_up_outcome
  language sql stable
  as $$
    select case
      when is_setup_needed() then
        case
          when not exists (select 1 from setup_tokens where token_hash = p_setup_token_hash)
          then 'setup_rejected'::sign_up_outcome
        end
      when p_setup_token_hash is not null then 'setup_completed'
      when not is_sign_up_open() then 'closed'
      when exists (select 1 from accounts where email = p_email) then 'email_taken'
    end
  $$;

-- Stores the hash of one more setup token and keeps the newest 20. Returns false if the server has had an
-- admin.
create or replace function add_setup_token(p_token_hash bytea) returns boolean
  language plpgsql
  as $$
  begin
    perform lock_admins();
    if not is_setup_needed() then
      return false;
    end if;
    insert into setup_tokens (token_hash, created_at) values (p_token_hash, clock());
    delete from setup_tokens
    where token_hash in (
      select token_hash from setup_tokens order by created_at desc, token_hash offset 20
    );
    return true;
  end
  $$;

-- Returns whether sign-up is open.
create or replace function is_sign_up_open() returns boolean
  language sql stable
  as $$ select coalesce((select sign_up_open from installation), true) $$;

-- Returns whether the server has never had an enabled admin.
create or replace function is_setup_needed() returns boolean
  language sql stable
  as $$ select not exists (select 1 from setup where completed_at is not null) $$;

-- Opens or closes sign-up and writes an audit entry if that is a change.
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
      p_actor_id => p_actor_id,
      p_action => 'signup',
      p_reason => p_reason,
      p_details => audit_diff('open', was_open, p_open)
    );
  end
  $$;

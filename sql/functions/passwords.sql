-- Changes a password, ends every session of the account and writes an audit entry. Returns false if the
-- password was changed since p_old_hash was verified.
create or replace function change_password(p_account_id uuid, p_old_hash text, p_new_hash text)
  returns boolean
  language plpgsql
  as $$
  begin
    update accounts
    set password_hash = p_new_hash
    where id = p_account_id and password_hash is not distinct from p_old_hash;
    if not found then
      return false;
    end if;
    delete from sessions where account_id = p_account_id;
    perform write_audit_entry(
      p_actor_id => p_account_id,
      p_action => 'account.password',
      p_account_id => p_account_id
    );
    return true;
  end
  $$;

-- Sets the password of an account, ends its sessions, resets its failed sign-ins and writes an audit entry.
create or replace function admin_set_password(
  p_actor_id uuid,
  p_account_id uuid,
  p_password_hash text,
  p_reason text
) returns password_reset_outcome
  language plpgsql
  as $$
  declare
    own accounts;
  begin
    select * into own from accounts where id = p_account_id for no key update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    update accounts set password_hash = p_password_hash where id = own.id;
    delete from sessions where account_id = own.id;
    perform clear_sign_in_attempts(own.email);
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'account.password',
      p_account_id => own.id,
      p_reason => p_reason
    );
    return 'changed';
  end
  $$;

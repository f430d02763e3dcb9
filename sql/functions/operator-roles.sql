-- Returns the role of an operator: support, finance or admin. Null for a customer.
create or replace function account_role(p_account accounts) returns text
  language sql immutable
  as $$ select case when p_account.admin then 'admin' else p_account.operator_role::text end $$;

-- Changes the role of an account and writes an audit entry. Null makes it a customer. At least one enabled
-- admin remains.
create or replace function admin_set_role(
  p_actor_id uuid,
  p_account_id uuid,
  p_role text,
  p_reason text
) returns account_change_outcome
  language plpgsql
  as $$
  declare
    own accounts;
  begin
    perform lock_admins();
    select * into own from accounts where id = p_account_id for update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    if p_role is distinct from 'admin' and is_only_admin(own) then
      return 'last_admin';
    end if;
    if p_role is distinct from account_role(own) then
      update accounts
      set admin = coalesce(p_role = 'admin', false),
        operator_role = nullif(p_role, 'admin')::operator_role
      where id = own.id;
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'account.role',
        p_account_id => own.id,
        p_reason => p_reason,
        p_details => audit_diff('role', account_role(own), p_role)
      );
    end if;
    return 'changed';
  end
  $$;

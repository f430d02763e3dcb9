-- Reports of leaked API keys.

-- Revokes the key of a valid secret, writes an audit entry and emits key.leaked. An unknown secret and a
-- revoked key are looked up in the same way and change nothing. A key can be revoked only once, so no
-- difference in the time of a report can be measured twice.
create or replace function report_leaked_key(p_hash bytea, p_address text) returns void
  language plpgsql
  as $$
  declare
    owner_id uuid;
    leaked_id uuid;
  begin
    select k.account_id, k.id into owner_id, leaked_id
    from key_secrets s
      join keys k on k.id = s.key_id
    where s.hash = p_hash and coalesce(s.expires_at > clock(), true);
    perform 1 from accounts where id = owner_id for no key update;
    update keys set revoked_at = clock() where id = leaked_id and revoked_at is null;
    if found then
      perform write_audit_entry(
        p_actor_id => act_as(owner_id, p_address),
        p_action => 'key.revoke',
        p_account_id => owner_id,
        p_subject => leaked_id::text,
        p_reason => 'Reported as leaked',
        p_details => audit_diff('revoked', false, true)
      );
      perform emit_key_leaked(owner_id, leaked_id);
    end if;
  end
  $$;

-- Creates a delivery of key.leaked and its job for each endpoint of the account that subscribes to it.
create or replace function emit_key_leaked(p_account_id uuid, p_key_id uuid) returns void
  language sql
  as $$
    with delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, key_id, next_attempt_at, created_at
      )
      select time_ordered_uuid(), id, account_id, event.name, p_key_id, clock(), clock()
      from webhook_endpoints
        cross join lateral unnest(events) as event (name)
      where account_id = p_account_id
        and deleted_at is null
        and disabled_at is null
        and event.name::text = 'key.leaked'
      returning id
    )
    select graphile_worker.add_jobs(jobs)
    from (select array_agg(delivery_job(id, clock())) as jobs from delivery) due
    where jobs is not null
  $$;

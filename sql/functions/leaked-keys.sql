-- Reports of leaked API keys.

-- Revokes the key of a valid secret, writes an audit entry and emits key.leaked. The reporter is anonymous.
-- An unknown secret, an expired secret and the secret of a revoked key are only looked up: they lock and
-- write nothing, so the time of a report does not distinguish them. A key is revoked by its first report.
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
    where s.hash = p_hash and coalesce(s.expires_at > clock(), true) and k.revoked_at is null;
    if not found then
      return;
    end if;
    perform 1 from accounts where id = owner_id for no key update;
    update keys set revoked_at = clock() where id = leaked_id and revoked_at is null;
    if not found then
      return;
    end if;
    perform set_config('darkroom.actor_name', 'anonymous', true);
    perform write_audit_entry(
      p_actor_id => act_as(null, p_address),
      p_action => 'key.revoke',
      p_account_id => owner_id,
      p_subject => leaked_id::text,
      p_reason => 'Reported as leaked',
      p_details => audit_diff('revoked', false, true)
    );
    perform set_config('darkroom.actor_name', '', true);
    perform emit_key_leaked(owner_id, leaked_id);
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
        -- As text: the migration that adds the event has not committed when the function is created.
        and event.name::text = 'key.leaked'
      returning id
    )
    select graphile_worker.add_jobs(jobs)
    from (select array_agg(delivery_job(id, clock())) as jobs from delivery) due
    where jobs is not null
  $$;

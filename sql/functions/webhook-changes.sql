-- Changes of webhook endpoints by their owner. Each function makes one change and writes its audit entry.
-- The account, which the audit entry refers to, is locked first, as when it is closed.

-- Registers an endpoint (see insert_webhook).
create or replace function owner_insert_webhook(
  p_actor_id uuid,
  p_id uuid,
  p_account_id uuid,
  p_url text,
  p_label text,
  p_events webhook_event[],
  p_secret bytea,
  p_last_four text,
  p_most integer
) returns boolean
  language plpgsql
  as $$
  begin
    if not insert_webhook(
      p_id => p_id,
      p_account_id => p_account_id,
      p_url => p_url,
      p_label => p_label,
      p_events => p_events,
      p_secret => p_secret,
      p_last_four => p_last_four,
      p_most => p_most
    ) then
      return false;
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'webhook.create',
      p_account_id => p_account_id,
      p_subject => p_id::text,
      p_details => jsonb_build_object('after', describe_webhook(p_id))
    );
    return true;
  end
  $$;

-- Updates an endpoint (see change_webhook).
create or replace function owner_change_webhook(
  p_actor_id uuid,
  p_id uuid,
  p_account_id uuid,
  p_url text,
  p_label text,
  p_events webhook_event[],
  p_enabled boolean
) returns boolean
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    perform 1
    from webhook_endpoints
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    previous := describe_webhook(p_id);
    if not change_webhook(
      p_id => p_id,
      p_account_id => p_account_id,
      p_url => p_url,
      p_label => p_label,
      p_events => p_events,
      p_enabled => p_enabled
    ) then
      return false;
    end if;
    perform write_changes(
      p_actor_id => p_actor_id,
      p_action => 'webhook.update',
      p_account_id => p_account_id,
      p_subject => p_id::text,
      p_before => previous,
      p_after => describe_webhook(p_id)
    );
    return true;
  end
  $$;

-- Replaces the secret of an endpoint. The old one also signs for 24 hours. Returns false if the endpoint
-- does not exist.
create or replace function owner_rotate_webhook(
  p_actor_id uuid,
  p_id uuid,
  p_account_id uuid,
  p_secret bytea,
  p_last_four text
) returns boolean
  language plpgsql
  as $$
  declare
    previous text;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    select secret_last_four into previous
    from webhook_endpoints
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    if not found then
      return false;
    end if;
    update webhook_endpoints
    set old_secret = secret,
      old_secret_until = clock() + interval '24 hours',
      secret = p_secret,
      secret_last_four = p_last_four
    where id = p_id;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'webhook.rotate',
      p_account_id => p_account_id,
      p_subject => p_id::text,
      p_details => audit_diff('secret_last_four', previous, p_last_four)
    );
    return true;
  end
  $$;

-- Deletes an endpoint (see delete_webhook). Returns false if the endpoint does not exist.
create or replace function owner_delete_webhook(p_actor_id uuid, p_id uuid, p_account_id uuid)
  returns boolean
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    perform 1
    from webhook_endpoints
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    previous := describe_webhook(p_id);
    if not delete_webhook(p_id, p_account_id) then
      return false;
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'webhook.delete',
      p_account_id => p_account_id,
      p_subject => p_id::text,
      p_details => jsonb_build_object('before', previous)
    );
    return true;
  end
  $$;

-- Returns the settings of an endpoint for the audit log.
create or replace function describe_webhook(p_id uuid) returns jsonb
  language sql stable
  as $$
    select jsonb_build_object(
      'url', url, 'label', label, 'events', events, 'enabled', disabled_at is null
    )
    from webhook_endpoints
    where id = p_id
  $$;

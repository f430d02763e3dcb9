-- Registers an endpoint. Returns false if the account has p_most endpoints or is closed.
create or replace function insert_webhook(
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
    perform 1 from accounts where id = p_account_id and closed_at is null for no key update;
    if not found or p_most <= (
      select count(*) from webhook_endpoints where account_id = p_account_id and deleted_at is null
    ) then
      return false;
    end if;
    insert into webhook_endpoints (
      id, account_id, url, label, events, secret, secret_last_four, created_at, subscribed_at
    )
    values (p_id, p_account_id, p_url, p_label, p_events, p_secret, p_last_four, clock(), clock());
    return true;
  end
  $$;

-- Updates an endpoint. Null keeps a value; an empty label removes the label. Enabling resets the count of
-- failures. Disabling skips pending deliveries. A new URL is unconfirmed until it answers with 2xx (see
-- consume_unconfirmed_attempt). Returns false if the endpoint does not exist.
create or replace function change_webhook(
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
    target webhook_endpoints;
    as_of timestamptz;
  begin
    select * into target
    from webhook_endpoints
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    if not found then
      return false;
    end if;
    as_of := clock();
    update webhook_endpoints
    set url = coalesce(p_url, url),
      url_changed_at = case when p_url <> url then as_of else url_changed_at end,
      confirmed_at = case when p_url <> url then null else confirmed_at end,
      label = nullif(coalesce(p_label, label), ''),
      events = coalesce(p_events, events),
      subscribed_at = case when p_events is null and p_enabled is null then subscribed_at else as_of end,
      consecutive_failures = case when p_enabled then 0 else consecutive_failures end,
      disabled_at = case
        when p_enabled then null
        when p_enabled is null then disabled_at
        else coalesce(disabled_at, as_of)
      end,
      disabled_reason = case
        when p_enabled then null
        when p_enabled is null then disabled_reason
        else coalesce(disabled_reason, 'by_you')
      end
    where id = p_id;
    if not p_enabled then
      perform skip_deliveries(p_id, as_of);
    end if;
    return true;
  end
  $$;

-- Deletes an endpoint and skips its pending deliveries. Returns false if it does not exist.
create or replace function delete_webhook(p_id uuid, p_account_id uuid) returns boolean
  language plpgsql
  as $$
  begin
    update webhook_endpoints
    set deleted_at = clock()
    where id = p_id and account_id = p_account_id and deleted_at is null;
    if not found then
      return false;
    end if;
    perform skip_deliveries(p_id, clock());
    return true;
  end
  $$;

-- Counts an exhausted delivery. The eighth in a row or status 410 disables the endpoint and writes an audit
-- entry. An endpoint that was disabled or deleted during the attempt does not change.
create or replace function count_webhook_failure(p_endpoint_id uuid, p_gone boolean, p_as_of timestamptz)
  returns void
  language plpgsql
  as $$
  declare
    target webhook_endpoints;
  begin
    update webhook_endpoints
    set consecutive_failures = consecutive_failures + 1,
      disabled_reason = case
        when p_gone then 'gone'
        when consecutive_failures + 1 = 8 then 'failing'
      end::endpoint_disabled_reason,
      disabled_at = case when p_gone or consecutive_failures + 1 = 8 then p_as_of end
    where id = p_endpoint_id and disabled_at is null and deleted_at is null
    returning * into target;
    if target.disabled_reason is not null then
      perform skip_deliveries(p_endpoint_id, p_as_of);
      perform write_automatic_change(
        p_action => 'webhook.update',
        p_account_id => target.account_id,
        p_subject => target.id::text,
        p_details => audit_diff('enabled', true, false)
          || jsonb_build_object('disabled_reason', target.disabled_reason)
      );
    end if;
  end
  $$;

-- Webhook endpoints, deliveries and delivery attempts.

-- The events to which an endpoint can subscribe.
create type webhook_event as enum (
  'generation.succeeded', 'generation.failed', 'generation.canceled', 'credits.low', 'credits.expiring'
);
-- Why an endpoint gets no events: its owner disabled it, its attempts failed, or it answered 410.
create type endpoint_disabled_reason as enum ('by_you', 'failing', 'gone');
-- pending until an attempt succeeds, the attempts are exhausted, or the endpoint is disabled or deleted.
create type delivery_state as enum ('pending', 'succeeded', 'exhausted', 'skipped');
-- Why an attempt got no response.
create type delivery_failure as enum (
  'refused', 'timeout', 'connection', 'tls', 'protocol', 'interrupted'
);

-- A customer's URL and the events that it is sent.
create table webhook_endpoints (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  url text not null,
  label text,
  events webhook_event[] not null,
  -- Encrypted with AES-256-GCM, prefixed with the id of the encryption key. The secret is shown once.
  secret bytea not null,
  secret_last_four text not null,
  old_secret bytea,
  old_secret_until timestamptz,
  consecutive_failures integer not null default 0,
  -- Whether the last attempt failed. Such an endpoint gets one attempt at a time.
  in_trouble boolean not null default false,
  disabled_at timestamptz,
  disabled_reason endpoint_disabled_reason,
  deleted_at timestamptz,
  created_at timestamptz not null,
  -- When the subscription to events last changed.
  subscribed_at timestamptz not null,
  constraint webhook_endpoints_events check (cardinality(events) > 0),
  constraint webhook_endpoints_old_secret_ends check ((old_secret is null) = (old_secret_until is null)),
  constraint webhook_endpoints_reason check ((disabled_at is null) = (disabled_reason is null)),
  -- The eighth failure in a row disables the endpoint; later ones are not counted.
  constraint webhook_endpoints_failures check (
    consecutive_failures between 0 and 8
    and (consecutive_failures < 8 or disabled_at is not null)
  )
) with (fillfactor = 70);

create index webhook_endpoints_account on webhook_endpoints (account_id) where deleted_at is null;

-- An event for one endpoint.
create table webhook_deliveries (
  -- Identifies the delivery to the receiver; the same in every attempt.
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoints (id),
  account_id uuid not null references accounts (id),
  event webhook_event not null,
  -- What the event is about. The body is rendered from this by the dialect that owns its format.
  generation_id uuid references generations (id),
  credits integer,
  threshold_credits integer,
  credits_expire_at timestamptz,
  -- A test event: tried once, also while the endpoint is disabled, and not counted.
  test boolean not null default false,
  -- The exact bytes that are signed and sent. Null until the first attempt.
  body text,
  state delivery_state not null default 'pending',
  attempts integer not null default 0,
  tries_left smallint not null default 4,
  next_attempt_at timestamptz,
  -- Waits without a job until an attempt of the endpoint ends.
  parked boolean not null default false,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint webhook_deliveries_end check ((state = 'pending') = (ended_at is null)),
  constraint webhook_deliveries_next check ((state = 'pending') = (next_attempt_at is not null)),
  constraint webhook_deliveries_parked check (not parked or state = 'pending'),
  constraint webhook_deliveries_tries check (tries_left between 0 and 4),
  constraint webhook_deliveries_attempted_have_body check (attempts = 0 or body is not null),
  constraint webhook_deliveries_facts check (
    test
    or body is not null
    or case event
      when 'credits.low' then credits is not null and threshold_credits is not null
      when 'credits.expiring' then credits is not null and credits_expire_at is not null
      else generation_id is not null
    end
  )
) with (fillfactor = 70);

create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, created_at desc, id desc);
create index webhook_deliveries_pending on webhook_deliveries (endpoint_id, created_at desc, id desc)
where state = 'pending';
create index webhook_deliveries_failed on webhook_deliveries (endpoint_id, created_at desc, id desc)
where state in ('exhausted', 'skipped');
create index webhook_deliveries_parked on webhook_deliveries (endpoint_id, created_at) where parked;
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at)
where state = 'pending' and not parked;
create index webhook_deliveries_generation on webhook_deliveries (generation_id)
where generation_id is not null;
create index webhook_deliveries_created on webhook_deliveries (created_at);

-- One request to an endpoint and its response.
create table webhook_attempts (
  delivery_id uuid not null references webhook_deliveries (id) on delete cascade,
  number integer not null,
  endpoint_id uuid not null references webhook_endpoints (id),
  started_at timestamptz not null,
  ended_at timestamptz,
  -- HTTP status of the response.
  status smallint,
  -- Why there was no response.
  failure delivery_failure,
  request_headers jsonb not null default '{}',
  response_headers jsonb not null default '{}',
  response_body text,
  primary key (delivery_id, number),
  constraint webhook_attempts_number check (number > 0),
  constraint webhook_attempts_ended_have_result check (
    ended_at is null or status is not null or failure is not null
  )
);

create index webhook_attempts_under_way on webhook_attempts (endpoint_id, started_at) where ended_at is null;

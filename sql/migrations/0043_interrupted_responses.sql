-- Responses to creates that could not be written, because their connection was closed. An equal request of
-- the same API key takes over the generation of each of them once.
create table interrupted_responses (
  id uuid primary key,
  key_id uuid not null references keys (id),
  fingerprint bytea not null,
  generation_id uuid not null references generations (id),
  -- Whether the client marks its retries.
  marks_retries boolean not null,
  -- Null: a retry arrived before the server noticed the interruption.
  interrupted_at timestamptz,
  -- The id of the request that took over the generation.
  taken_by uuid unique,
  -- A first attempt has taken over a response whose own client marks its retries. The retry that arrives
  -- until then is a request for another generation.
  retry_expected_until timestamptz,
  created_at timestamptz not null,
  constraint interrupted_responses_noticed check (interrupted_at is not null or taken_by is not null)
);

create index interrupted_responses_content on interrupted_responses (key_id, fingerprint);
create index interrupted_responses_created on interrupted_responses (created_at);

-- Null: the client does not mark its retries.
alter type acceptance_facts add attribute is_retry boolean;
-- Whether a response to an equal request of the key may have been interrupted.
alter type acceptance_facts add attribute may_take_over boolean;

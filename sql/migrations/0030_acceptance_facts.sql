-- What the decision on a request depends on.

-- A limit that does not exist is null.
create type acceptance_facts as (
  item_position integer,
  id uuid,
  account_id uuid,
  key_id uuid,
  dialect text,
  n smallint,
  fingerprint bytea,
  -- By what an earlier request in the same call can be the original of this one, and this one of a later.
  replayed_by text,
  replay_keys text[],
  is_locked boolean,
  is_disabled boolean,
  -- How many more generations the limits allow to run: that of the key, and that of the account in the
  -- dialect.
  key_slots bigint,
  account_slots bigint,
  -- What is left of the monthly cap.
  month_credits integer,
  -- Null if credits.low was emitted since the last grant.
  credits_low_at integer,
  spendable integer,
  unit_credits integer,
  -- Of the generation that an earlier call has inserted for this request.
  accepted_id uuid,
  accepted_unit_credits integer,
  accepted_at timestamptz,
  -- The generation of the original of this request.
  replay_id uuid,
  is_same_content boolean
);

-- Their results and parameters changed.
drop function if exists list_acceptance_facts(generation_request[], uuid[], timestamptz);
drop function if exists find_rejection(boolean, integer, integer, bigint, integer, integer, integer);
drop function if exists list_account_facts(uuid[], timestamptz);

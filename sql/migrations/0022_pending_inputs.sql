-- Input images that are about to be stored. The cleanup removes those that no generation or upload needs,
-- because the process ended before the request was accepted.
create table pending_inputs (
  storage_key text primary key,
  -- The generation that is to be accepted with the image, or the upload of which the image is a copy.
  owner_id uuid not null,
  created_at timestamptz not null default clock()
);

create index pending_inputs_created on pending_inputs (created_at);

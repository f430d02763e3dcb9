-- What an account looks back on: lists that cost the same whatever there has been, and deletion.

-- A deleted generation keeps what its money needs. Its files go right after it, or with the next
-- sweep.
alter table generations
  add column deleted_at timestamptz,
  add column files_removed_at timestamptz,
  add constraint generations_deleted_have_ended check (deleted_at is null or finished_at is not null),
  add constraint generations_removed_are_deleted check (files_removed_at is null or deleted_at is not null);

create index generations_to_remove on generations (deleted_at)
where deleted_at is not null and files_removed_at is null;

-- No index names a column that a claim changes, so that claims stay heap-only updates.
create index generations_key on generations (key_id, created_at desc, id desc) where key_id is not null;
create index generations_end_user on generations (account_id, end_user, created_at desc, id desc)
where end_user is not null;
create index generations_unsuccessful on generations (account_id, created_at desc, id desc)
where error_code is not null;
create index generations_live_account on generations (account_id, created_at desc, id desc)
where finished_at is null;

-- Finds who else uses the copy of an upload.
create index generations_inputs on generations using gin (inputs jsonb_path_ops)
where inputs <> '[]';

create index provider_attempts_ended on provider_attempts (provider, ended_at desc)
where ended_at is not null;

-- Set when an operator has taken a batch back: what is released into it later goes as well.
alter table credit_grants add column voided_at timestamptz;

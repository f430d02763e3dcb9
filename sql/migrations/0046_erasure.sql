-- Closed accounts whose generations are not all erased yet.
alter table accounts
  add column erased_at timestamptz,
  add constraint accounts_erased_are_closed check (erased_at is null or closed_at is not null);

create index accounts_to_erase on accounts (closed_at)
where closed_at is not null and erased_at is null;

create index uploads_account on uploads (account_id);

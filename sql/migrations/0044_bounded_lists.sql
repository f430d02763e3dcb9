-- What lists search by, so that a page costs the same whatever there has been.

drop index webhook_deliveries_pending;

create index webhook_deliveries_pending on webhook_deliveries (endpoint_id, created_at desc, id desc)
where state = 'pending';

create index webhook_deliveries_failed on webhook_deliveries (endpoint_id, created_at desc, id desc)
where state in ('exhausted', 'skipped');

-- In the order of the bytes, which a search for the beginning of a text needs.
create index accounts_email_prefix on accounts (email collate "C");
create index accounts_name_prefix on accounts (lower(name) collate "C") where name is not null;

create index accounts_disabled on accounts (created_at desc, id desc) where disabled_at is not null;

drop index audit_entries_account;

create index audit_entries_account on audit_entries (account_id, created_at desc, id desc)
where account_id is not null;

create index audit_entries_created on audit_entries (created_at desc, id desc);

-- Finds the upload whose copy a generation was made of.
create index uploads_copy on uploads (account_id, (claimed ->> 'storageKey'))
where claimed is not null;

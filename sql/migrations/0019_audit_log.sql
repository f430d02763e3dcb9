-- Changes by operators, with their reasons. Append-only.

-- One change by an operator. `details` has the members `before` and `after`.
create table audit_entries (
  id bigint generated always as identity primary key,
  -- Null for the command line.
  actor_id uuid references accounts (id),
  -- The name of the actor at that time.
  actor text not null,
  action text not null,
  account_id uuid references accounts (id),
  subject text,
  reason text,
  details jsonb not null default '{}',
  created_at timestamptz not null,
  constraint audit_entries_details_are_an_object check (jsonb_typeof(details) = 'object'),
  constraint audit_entries_action check (action ~ '^[a-z]+(\.[a-z]+)?$')
);

create index audit_entries_account on audit_entries (account_id, created_at desc, id desc)
where account_id is not null;
create index audit_entries_created on audit_entries (created_at desc, id desc);

-- Rejects changes of audit entries.
create function refuse_audit_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'the audit log is append-only'; end $$;

create trigger audit_entries_append_only
  before update or delete or truncate on audit_entries
  for each statement execute function refuse_audit_change();

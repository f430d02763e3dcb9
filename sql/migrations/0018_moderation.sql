-- Prompts that this server rejects before it accepts a generation.

-- Texts that a prompt must not contain.
create table moderation_rules (
  id bigint generated always as identity primary key,
  pattern text not null,
  -- Shown to the customer whose prompt matches.
  reason text not null,
  created_at timestamptz not null,
  constraint moderation_rules_pattern_length check (length(pattern) between 1 and 200),
  constraint moderation_rules_reason_length check (length(reason) between 1 and 200)
);

create unique index moderation_rules_pattern on moderation_rules (lower(pattern));

-- Notifies servers, which cache the rules.
create function notify_moderation_rules_changed() returns trigger
  language plpgsql
  as $$
  begin
    perform pg_notify('moderation_rules_changed', '');
    return null;
  end
  $$;

create trigger moderation_rules_changed
  after insert or update or delete or truncate on moderation_rules
  for each statement execute function notify_moderation_rules_changed();

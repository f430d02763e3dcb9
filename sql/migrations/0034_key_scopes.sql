-- What a key may be used for.

-- read: models, credits and generations. generate: generations and uploads. manage: the Account API.
create type key_scope as enum ('read', 'generate', 'manage');

alter table keys
  add column scopes key_scope[] not null default '{read,generate}',
  add constraint keys_have_a_scope check (cardinality(scopes) > 0);

-- The address of an actor, erasable personal fields, and the hash chain of the audit log.

alter table audit_entries
  -- The client address of the actor. Null for the command line.
  add column address text,
  -- The actor's name and address are covered by a salted digest. Erasing them deletes the salt.
  add column actor_salt bytea,
  add column actor_digest bytea,
  -- The same for reason and details.
  add column details_salt bytea,
  add column details_digest bytea;

drop trigger audit_entries_append_only on audit_entries;

-- Returns 32 bytes, of which 244 bits are random.
create function random_salt() returns bytea
  language sql volatile
  as $$ select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$;

-- Returns the digest of erasable values with their salt.
create function audit_digest(p_salt bytea, p_values jsonb) returns bytea
  language sql immutable
  as $$ select sha256(p_salt || convert_to(p_values::text, 'UTF8')) $$;

update audit_entries set actor_salt = random_salt(), details_salt = random_salt();
update audit_entries
set actor_digest = audit_digest(actor_salt, jsonb_build_array(actor, address)),
  details_digest = audit_digest(details_salt, jsonb_build_array(reason, details));

alter table audit_entries
  alter column actor_digest set not null,
  alter column details_digest set not null,
  add constraint audit_entries_actor_digest_is_sha256 check (length(actor_digest) = 32),
  add constraint audit_entries_details_digest_is_sha256 check (length(details_digest) = 32);

create index audit_entries_actor on audit_entries (actor_id) where actor_id is not null;

-- Entries that the job has not appended to the chain. Writers only insert here, so they never wait for it.
create table audit_unchained (
  entry_id bigint primary key references audit_entries (id)
);

insert into audit_unchained (entry_id) select id from audit_entries;

-- Each hash covers the hash before it and one entry without its erasable values.
create table audit_chain (
  position bigint primary key,
  entry_id bigint not null references audit_entries (id),
  hash bytea not null,
  constraint audit_chain_position_is_positive check (position > 0),
  constraint audit_chain_hash_is_sha256 check (length(hash) = 32)
);

create unique index audit_chain_entry on audit_chain (entry_id);

-- Allows only the erasure of personal values, together with their salt.
create function guard_audit_entry() returns trigger
  language plpgsql
  as $$
  declare
    is_actor_erased boolean := new.actor_salt is null and new.actor = 'erased' and new.address is null;
    is_details_erased boolean :=
      new.details_salt is null and new.reason is null and new.details = '{}';
  begin
    if (new.id, new.actor_id, new.action, new.account_id, new.subject, new.created_at,
          new.actor_digest, new.details_digest)
        is not distinct from
        (old.id, old.actor_id, old.action, old.account_id, old.subject, old.created_at,
          old.actor_digest, old.details_digest)
      and (is_actor_erased or (new.actor, new.address, new.actor_salt)
        is not distinct from (old.actor, old.address, old.actor_salt))
      and (is_details_erased or (new.reason, new.details, new.details_salt)
        is not distinct from (old.reason, old.details, old.details_salt))
    then
      return new;
    end if;
    raise exception 'the audit log is append-only';
  end
  $$;

create trigger audit_entries_keep_values
  before update on audit_entries
  for each row execute function guard_audit_entry();
create trigger audit_entries_append_only
  before delete or truncate on audit_entries
  for each statement execute function refuse_audit_change();
create trigger audit_chain_append_only
  before update or delete or truncate on audit_chain
  for each statement execute function refuse_audit_change();

/* @name insertFile */
with room as materialized (
  select has_file_room(
    p_account_id => :accountId!,
    p_size_bytes => :sizeBytes!,
    p_most_files => :maxFiles!,
    p_most_bytes => file_bytes_limit(
      p_account_id => :accountId!,
      p_most_bytes => :maxBytes!,
      p_most_bytes_without_credits => :maxBytesWithoutCredits!
    )
  ) as has_room
)
insert into files (
  id, account_id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
)
select
  :id!, :accountId!, :purpose!, :filename!, :contentType!, :sizeBytes!, :storageKey!,
  created_at, created_at + :pendingSeconds!::integer * interval '1 second'
from room, clock() as c (created_at)
where has_room
returning id;

/* @name completeFile */
update files
set stored_at = clock(),
  expires_at = file_expiry(
    p_account_id => account_id,
    p_created_at => created_at,
    p_life_seconds => :lifeSeconds,
    p_default_days => :defaultDays!
  )
where id = :id! and stored_at is null and expires_at > clock()
returning id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at;

/* @name abandonFile */
update files
set expires_at = clock()
where id = :id! and stored_at is null
returning id;

/* @name findFiles */
select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
from files
where account_id = :accountId!
  and id = any (:ids!::uuid[])
  and stored_at is not null
  and (expires_at is null or expires_at > clock());

/* @name listNewestFiles */
select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
from files
where account_id = :accountId!
  and (:afterId::uuid is null or id < :afterId)
  and (:purpose::text is null or purpose::text = :purpose)
  and stored_at is not null
  and (expires_at is null or expires_at > clock())
order by id desc
limit :limit!;

/* @name listOldestFiles */
select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
from files
where account_id = :accountId!
  and (:afterId::uuid is null or id > :afterId)
  and (:purpose::text is null or purpose::text = :purpose)
  and stored_at is not null
  and (expires_at is null or expires_at > clock())
order by id
limit :limit!;

/* @name expireFile */
update files
set expires_at = clock()
where id = :id!
  and account_id = :accountId!
  and stored_at is not null
  and (expires_at is null or expires_at > clock())
returning
  id, storage_key,
  exists (
    select 1 from batches b where b.input_file_id = files.id and b.finished_at is null
  ) as "isInUse!";

/* @name listExpiredFiles */
select id, storage_key
from files
where expires_at <= (select clock())
  and not exists (
    select 1 from batches b where b.input_file_id = files.id and b.finished_at is null
  )
  and id <> all (:exceptIds!::uuid[])
order by expires_at
limit :limit!;

/* @name deleteFiles */
with removable as (
  select id
  from files
  where id = any (:ids!::uuid[])
  order by id
  for update skip locked
)
delete from files f
using removable
where f.id = removable.id
returning f.id;

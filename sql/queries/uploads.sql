/* @name insertUpload */
with room as materialized (
  select upload_wait_seconds(
    p_account_id => :accountId!,
    p_id => :id!,
    p_size_bytes => :sizeBytes!::integer,
    p_most_files => :mostFiles!,
    p_most_bytes => :mostBytes!
  ) as wait_seconds
), inserted as (
  insert into uploads (
    id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at
  )
  select
    :id!, :accountId!, :storageKey!, :filename!, :contentType!, :sizeBytes!::integer,
    created_at, created_at + :lifeSeconds!::integer * interval '1 second'
  from room, clock() as c (created_at)
  where room.wait_seconds is null
  on conflict (id) do update
  set expires_at = greatest(uploads.expires_at, excluded.expires_at)
  returning
    filename, content_type, size_bytes, xmax::text <> '0' as replayed,
    clock() + :signedSeconds!::integer * interval '1 second' as signed_until
)
select
  room.wait_seconds as "waitSeconds?",
  inserted.filename as "filename?", inserted.content_type as "contentType?",
  inserted.size_bytes as "sizeBytes?", inserted.replayed as "replayed?",
  inserted.signed_until as "signedUntil?"
from room
  left join inserted on true;

/* @name findUploads */
select
  id, storage_key, content_type, size_bytes, claimed,
  encode(source_digest, 'hex') as "sourceDigest?", expires_at <= clock() as "expired!"
from uploads
where account_id = :accountId! and storage_key = any(:storageKeys!::text[]);

/* @name claimUpload */
update uploads
set claimed = :claimed!, source_digest = decode(:sourceDigest!, 'hex')
where id = :id! and claimed is null
returning id;

/* @name staleUploads */
select id, storage_key, case when used_at is null then claimed ->> 'storageKey' end as "copyKey?"
from uploads
where expires_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
  and id <> all (:exceptIds!::uuid[])
order by expires_at
limit :limit!;

/* @name deleteUploads */
with removable as (
  select id
  from uploads
  where id = any(:ids!::uuid[])
  order by id
  for update skip locked
)
delete from uploads u
using removable
where u.id = removable.id
returning u.id;

/* @name insertUpload */
with room as materialized (
  select upload_wait_seconds(
    p_account_id => :accountId!,
    p_id => :id!,
    p_size_bytes => :sizeBytes!::integer,
    p_most_files => :maxFiles!,
    p_most_bytes => :maxBytes!
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
  id, storage_key, content_type, size_bytes, expires_at <= clock() as "expired!",
  -- A constraint sets all columns of the copy together.
  copy_key, copy_content_type as "copyContentType!", copy_width as "copyWidth!",
  copy_height as "copyHeight!", copy_size_bytes as "copySizeBytes!",
  encode(copy_digest, 'hex') as "copyDigest!", encode(source_digest, 'hex') as "sourceDigest?"
from uploads
where account_id = :accountId! and storage_key = any(:storageKeys!::text[]);

/* @name claimUpload */
with claimed as (
  update uploads
  set copy_key = :storageKey!,
    copy_content_type = :contentType!,
    copy_width = :width!,
    copy_height = :height!,
    copy_size_bytes = :sizeBytes!,
    copy_digest = decode(:digest!, 'hex'),
    source_digest = decode(:sourceDigest!, 'hex')
  where id = :uploadId! and copy_key is null
  returning id, copy_key
), needed as (
  delete from pending_inputs
  where storage_key in (select copy_key from claimed)
)
select id
from claimed;

/* @name listStaleUploads */
select id, storage_key, case when used_at is null then copy_key end as "copyKey?"
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

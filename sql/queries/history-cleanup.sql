/* @name archiveAttempts */
select archive_attempts(:limit!) as "archived!";

/* @name deleteFinishedRecords */
select delete_finished_records(:limit!) as "deleted!";

/* @name listUnneededKeys */
select list_unneeded_keys(:keys!) as "key!";

/* @name findOrphanScan */
select
  (select after_key from orphan_scans where folder = :folder!) as "afterKey?",
  (select min(applied_at) from migrations) as "databaseCreatedAt!",
  clock() as "now!"
from (select 1) as one;

/* @name saveOrphanScan */
insert into orphan_scans (folder, after_key, updated_at)
values (:folder!, :afterKey, clock())
on conflict (folder) do update
set after_key = excluded.after_key, updated_at = excluded.updated_at;

/* @name findInputImage */
select inputs -> :position!::integer as "input?"
from generations
where id = :id! and account_id = :accountId! and deleted_at is null;

/* @name findImage */
select
  i.storage_key, i.content_type, i.position, i.generation_id,
  i.placeholder is not null as "hasPlaceholder!"
from images i
  join generations g on g.id = i.generation_id
where i.id = :id!
  and g.account_id = :accountId!
  and g.delivered > 0
  and g.deleted_at is null;

/* @name listImageObjects */
-- The images that their owners have not deleted, in the order of their ids.
select i.id, i.storage_key, i.webp_key, i.size_bytes
from images i
  join generations g on g.id = i.generation_id
where i.id > :after!
  and (:to::uuid is null or i.id <= :to)
  and g.deleted_at is null
order by i.id
limit :limit!;

/* @name addPartialImage */
select add_partial_image(
  p_generation_id => :generationId!,
  p_worker_id => :workerId!,
  p_claim => :claim!,
  p_partial_index => :partialIndex!,
  p_storage_key => :storageKey!
) as "added!";

/* @name listPartialImages */
select id, partial_index, storage_key, created_at
from partial_images
where generation_id = :generationId! and id > :after!
order by id;

/* @name listOldPartialImages */
select id, storage_key
from partial_images
where created_at < (select clock()) - :seconds!::integer * interval '1 second'
  and id <> all (:exceptIds!::bigint[])
order by created_at
limit :limit!;

/* @name deletePartialImageRows */
delete from partial_images
where id = any(:ids!);

-- Records a preview of a running generation and notifies its listeners. Returns false if the claim is lost.
create or replace function add_partial_image(
  p_generation_id uuid,
  p_worker_id uuid,
  p_claim integer,
  p_partial_index integer,
  p_storage_key text
) returns boolean
  language plpgsql
  as $$
  begin
    insert into partial_images (generation_id, partial_index, storage_key, created_at)
    select id, p_partial_index, p_storage_key, clock()
    from generations
    where id = p_generation_id
      and status = 'running'
      and worker_id = p_worker_id
      and claim = p_claim;
    if not found then
      return false;
    end if;
    perform pg_notify('generation_partial', p_generation_id::text);
    return true;
  end
  $$;

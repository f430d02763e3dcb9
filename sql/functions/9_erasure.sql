-- Erases the words of a closed account's generations, p_limit of them from the newest on or after one of
-- them, and has their files removed. What has not ended yet is left for a later call, and counted as
-- live. No row where there are none left to look at.
create or replace function erase_generations(
  p_account_id uuid,
  p_before_at timestamptz,
  p_before_id uuid,
  p_limit integer
) returns table (last_at timestamptz, last_id uuid, erased integer, live integer)
  language sql
  as $$
    with page as (
      select g.id, g.created_at, g.finished_at
      from generations g
      where g.account_id = p_account_id
        and (p_before_at is null or (g.created_at, g.id) < (p_before_at, p_before_id))
        and exists (
          select 1 from accounts a where a.id = p_account_id and a.closed_at is not null
        )
      order by g.created_at desc, g.id desc
      limit p_limit
    ), erased as (
      update generations g
      set deleted_at = clock(), prompt = '', end_user = null
      from page
      where g.id = page.id
        and g.finished_at is not null
        and g.deleted_at is null
      returning g.id
    )
    select
      (array_agg(page.created_at order by page.created_at, page.id))[1],
      (array_agg(page.id order by page.created_at, page.id))[1],
      (select count(*) from erased)::integer,
      (count(*) filter (where page.finished_at is null))::integer
    from page
    having count(*) > 0
  $$;

-- Lists the generations of an account, the newest first. A null filter matches everything.
--
-- This is a bounded page, like list_accounts, list_audit_entries, list_deliveries and
-- list_credit_entries. It examines the next p_window rows after p_before_id. Filters with an index
-- select these rows; the other filters only set is_match, so that the cost of a page does not depend on
-- how few rows match. The result has the first p_limit matching rows, and the last examined row if there
-- may be more (is_end): the next page continues after it. The plan is made for each call, because a plan
-- for all combinations of filters could use no index.
create or replace function list_generations(
  p_account_id uuid,
  p_statuses text[],
  p_dialect text,
  p_model text,
  p_key_id uuid,
  p_end_user text,
  p_text text,
  p_from timestamptz,
  p_to timestamptz,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    is_live boolean := p_statuses <@ array['queued', 'running'];
    is_unsuccessful boolean := p_statuses <@ array['failed', 'blocked', 'canceled'];
    before_at timestamptz;
  begin
    select g.created_at into before_at
    from generations g
    where g.id = p_before_id and g.account_id = p_account_id;
    return query
      with examined as (
        select
          g.id, g.created_at,
          g.deleted_at is null
            and (p_statuses is null or g.status = any (p_statuses))
            and (p_dialect is null or g.dialect = p_dialect)
            and (p_model is null or g.model = p_model)
            and (p_text is null or strpos(lower(g.prompt), lower(p_text)) > 0) as is_match
        from generations g
        where g.account_id = p_account_id
          and (p_key_id is null or g.key_id = p_key_id)
          and (p_end_user is null or g.end_user = p_end_user)
          and (is_live is not true or g.finished_at is null)
          and (is_unsuccessful is not true or g.error_code is not null)
          and (p_from is null or g.created_at >= p_from)
          and (p_to is null or g.created_at < p_to)
          and (p_before_id is null or (g.created_at, g.id) < (before_at, p_before_id))
        order by g.created_at desc, g.id desc
        limit p_window
      ), numbered as (
        select id, created_at, is_match, row_number() over (order by created_at desc, id desc) as place
        from examined
      )
      select id, is_match, place = p_window
      from numbered
      where is_match or place = p_window
      order by created_at desc, id desc
      limit p_limit;
  end
  $$;

-- Removal of a price. The change is one entry in the audit log, as in 9_admin_catalogue.sql.

-- Every combination that an enabled model can be requested with and that has no price.
create or replace function list_unpriced()
  returns table (model text, dialect text, tier text, quality text)
  language sql stable
  as $$
    select m.id, d.dialect, t.tier, q.quality
    from models m,
      unnest(array['hub', 'plus', 'art', 'openai']) d (dialect),
      unnest(array['1K', '2K', '4K']) t (tier),
      unnest(array['auto', 'low', 'medium', 'high']) q (quality)
    where m.enabled
      and (
        d.dialect <> 'plus' or (q.quality, t.tier) in (('low', '1K'), ('medium', '1K'), ('high', '2K'))
      )
      and find_price(d.dialect, m.id, t.tier, q.quality) is null
  $$;

-- Removes one price. Returns null where there is none. Otherwise returns what would have no price
-- without it, one text for each model, dialect and tier: the price is removed only if that is empty.
create or replace function admin_remove_price(
  p_actor_id uuid,
  p_dialect text,
  p_model text,
  p_tier text,
  p_quality text
) returns text[]
  language plpgsql
  as $$
  declare
    former prices;
    unpriced text[];
  begin
    lock table prices in share row exclusive mode;
    delete from prices p
    where (p.dialect, p.model, p.tier, p.quality) = (p_dialect, p_model, p_tier, p_quality)
    returning * into former;
    if not found then
      return null;
    end if;
    select coalesce(array_agg(line order by line), '{}') into unpriced
    from (
      select format(
        '%s: dialect %s, tier %s, quality %s', u.model, u.dialect, u.tier, string_agg(u.quality, ', ')
      ) as line
      from list_unpriced() u
      group by u.model, u.dialect, u.tier
    ) lines;
    if unpriced <> '{}' then
      insert into prices select (former).*;
      return unpriced;
    end if;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null,
      jsonb_build_object('before', jsonb_build_array(former), 'after', '[]'::jsonb)
    );
    return unpriced;
  end
  $$;

-- Prices. Each admin_ function makes one change and writes its entry to the audit log.

-- Returns the price of one image, or null if no row covers it.
create or replace function find_price(p_dialect text, p_model text, p_tier text, p_quality text)
  returns integer
  language sql stable
  as $$
    select credits
    from prices
    where dialect in (p_dialect, '*')
      and model in (p_model, '*')
      and tier in (p_tier, '*')
      and quality in (p_quality, '*')
    order by dialect = '*', model = '*', tier = '*', quality = '*'
    limit 1
  $$;

-- Returns the first combination of dialect, tier and quality for which a model has no price, or null.
create or replace function find_unpriced(p_model_id text) returns text
  language plpgsql stable
  as $$
  begin
    return (
      select concat_ws(', ', p_model_id, d.dialect, t.tier, q.quality)
      from unnest(array['hub', 'plus', 'art', 'openai']) d (dialect),
        unnest(array['1K', '2K', '4K']) t (tier),
        unnest(array['auto', 'low', 'medium', 'high']) q (quality)
      where (
          d.dialect <> 'plus' or (q.quality, t.tier) in (('low', '1K'), ('medium', '1K'), ('high', '2K'))
        )
        and find_price(d.dialect, p_model_id, t.tier, q.quality) is null
      order by 1
      limit 1
    );
  end
  $$;

-- Returns every combination that can be requested of an enabled model and has no price.
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

-- Replaces all prices. Returns null, or the first combination that would have no price; then nothing
-- changes.
create or replace function admin_replace_prices(p_actor_id uuid, p_prices jsonb) returns text
  language plpgsql
  as $$
  declare
    previous jsonb;
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    select coalesce(jsonb_agg(to_jsonb(p) order by dialect, model, tier, quality), '[]') into previous
    from prices p;
    delete from prices;
    insert into prices (dialect, model, tier, quality, credits)
    select dialect, model, tier, quality, credits
    from jsonb_to_recordset(p_prices) as given (
      dialect text, model text, tier text, quality text, credits integer
    );
    select find_unpriced(m.id) into unpriced
    from models m
    where m.enabled and find_unpriced(m.id) is not null
    order by m.position, m.created_at, m.id
    limit 1;
    if unpriced is not null then
      delete from prices;
      insert into prices select * from jsonb_populate_recordset(null::prices, previous);
      return unpriced;
    end if;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null, jsonb_build_object('before', previous, 'after', p_prices)
    );
    return null;
  end
  $$;

-- Sets one price.
create or replace function admin_set_price(p_actor_id uuid, p_price jsonb) returns void
  language plpgsql
  as $$
  declare
    wanted prices := jsonb_populate_record(null::prices, p_price);
    previous prices;
  begin
    lock table prices in share row exclusive mode;
    select * into previous
    from prices
    where (dialect, model, tier, quality) = (wanted.dialect, wanted.model, wanted.tier, wanted.quality);
    if previous = wanted then
      return;
    end if;
    insert into prices (dialect, model, tier, quality, credits)
    values (wanted.dialect, wanted.model, wanted.tier, wanted.quality, wanted.credits)
    on conflict (dialect, model, tier, quality) do update
    set credits = excluded.credits;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null, jsonb_build_object(
        'before', case when previous.dialect is null then '[]' else jsonb_build_array(previous) end,
        'after', jsonb_build_array(wanted)
      )
    );
  end
  $$;

-- Removes one price. Returns null if it does not exist. Otherwise returns what would have no price without
-- it, one text for each model, dialect and tier: the price is removed only if that is empty.
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
    previous prices;
    unpriced text[];
  begin
    lock table prices in share row exclusive mode;
    delete from prices p
    where (p.dialect, p.model, p.tier, p.quality) = (p_dialect, p_model, p_tier, p_quality)
    returning * into previous;
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
      insert into prices select (previous).*;
      return unpriced;
    end if;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null,
      jsonb_build_object('before', jsonb_build_array(previous), 'after', '[]'::jsonb)
    );
    return unpriced;
  end
  $$;

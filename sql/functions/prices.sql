-- Prices. Each admin_ function makes one change and writes its entry to the audit log.

-- Returns the price of one image. No row if no price covers it.
create or replace function list_price(p_dialect text, p_model text, p_tier text, p_quality text)
  returns table (credits integer)
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

-- Returns the price of one image, or null if no row covers it.
create or replace function find_price(p_dialect text, p_model text, p_tier text, p_quality text)
  returns integer
  language sql stable
  as $$ select credits from list_price(p_dialect, p_model, p_tier, p_quality) $$;

-- Returns the qualities of a model that most models do not have.
create or replace function qualities_of_model(p_model text) returns text[]
  language plpgsql stable
  as $$
  begin
    return array(
      select substr(capability, length('quality_') + 1)
      from models m, unnest(m.capabilities) capability
      where m.id = p_model and capability like 'quality\_%'
    );
  end
  $$;

-- Returns the combinations that can be requested of a model and have no price.
create or replace function list_unpriced_of_model(p_model text)
  returns table (dialect text, tier text, quality text)
  language sql stable
  as $$
    select d.dialect, t.tier, q.quality
    from unnest(array['hub', 'plus', 'art', 'openai']) d (dialect),
      unnest(array['1K', '2K', '4K']) t (tier),
      unnest(array['auto', 'low', 'medium', 'high'] || qualities_of_model(p_model)) q (quality)
    where (
        d.dialect <> 'plus' or (q.quality, t.tier) in (('low', '1K'), ('medium', '1K'), ('high', '2K'))
      )
      and (d.dialect = 'openai' or q.quality not in ('xhigh', 'max'))
      and find_price(d.dialect, p_model, t.tier, q.quality) is null
  $$;

-- Returns the first combination that can be requested of a model and has no price, or null.
create or replace function find_unpriced(p_model text) returns text
  language sql stable
  as $$
    select concat_ws(', ', p_model, dialect, tier, quality)
    from list_unpriced_of_model(p_model)
    order by 1
    limit 1
  $$;

-- Raises SQLSTATE DR001, with the combination as the detail, if a model is enabled and something that can be
-- requested of it has no price. The caller has locked the prices and changed the model.
create or replace function require_prices(p_model text) returns void
  language plpgsql
  as $$
  declare
    unpriced text := (select find_unpriced(id) from models where id = p_model and enabled);
  begin
    if unpriced is not null then
      raise exception 'an enabled model would be without a price: %', unpriced
        using errcode = 'DR001', detail = unpriced;
    end if;
  end
  $$;

-- Returns the combinations that can be requested of enabled models and have no price, one text for each
-- model, dialect and tier.
create or replace function describe_unpriced() returns text[]
  language sql stable
  as $$
    select array(
      select format(
        '%s: dialect %s, tier %s, quality %s', m.id, u.dialect, u.tier, string_agg(u.quality, ', ')
      ) as line
      from models m
        cross join lateral list_unpriced_of_model(m.id) u
      where m.enabled
      group by m.id, u.dialect, u.tier
      order by line
    )
  $$;

-- Writes the audit entry of changed prices.
create or replace function write_price_audit(p_actor_id uuid, p_before prices[], p_after prices[])
  returns void
  language sql
  as $$
    select write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'prices',
      p_details => jsonb_build_object('before', to_jsonb(p_before), 'after', to_jsonb(p_after))
    )
  $$;

-- Replaces all prices by one for each element of the arrays. Returns null, or the first combination that
-- would have no price; then nothing changes.
create or replace function admin_replace_prices(
  p_actor_id uuid,
  p_dialects text[],
  p_models text[],
  p_tiers text[],
  p_qualities text[],
  p_credits integer[]
) returns text
  language plpgsql
  as $$
  declare
    previous prices[];
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    previous := list_prices();
    delete from prices;
    insert into prices (dialect, model, tier, quality, credits)
    select given.dialect, given.model, given.tier, given.quality, given.credits
    from unnest(p_dialects, p_models, p_tiers, p_qualities, p_credits)
      as given (dialect, model, tier, quality, credits);
    unpriced := (
      select u.combination
      from models m
        cross join lateral find_unpriced(m.id) as u (combination)
      where m.enabled and u.combination is not null
      order by m.position, m.created_at, m.id
      limit 1
    );
    if unpriced is not null then
      delete from prices;
      insert into prices
      select * from unnest(previous);
      return unpriced;
    end if;
    perform write_price_audit(p_actor_id, previous, list_prices());
    return null;
  end
  $$;

-- Returns all prices in the order of their key.
create or replace function list_prices() returns prices[]
  language plpgsql stable
  as $$
  begin
    return array(select p from prices p order by dialect, model, tier, quality);
  end
  $$;

-- Sets one price.
create or replace function admin_set_price(
  p_actor_id uuid,
  p_dialect text,
  p_model text,
  p_tier text,
  p_quality text,
  p_credits integer
) returns void
  language plpgsql
  as $$
  declare
    previous prices[];
    updated prices;
  begin
    lock table prices in share row exclusive mode;
    previous := array(
      select p
      from prices p
      where (p.dialect, p.model, p.tier, p.quality) = (p_dialect, p_model, p_tier, p_quality)
    );
    insert into prices as p (dialect, model, tier, quality, credits)
    values (p_dialect, p_model, p_tier, p_quality, p_credits)
    on conflict (dialect, model, tier, quality) do update
    set credits = excluded.credits
    where p.credits <> excluded.credits
    returning * into updated;
    if found then
      perform write_price_audit(p_actor_id, previous, array[updated]);
    end if;
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
    unpriced := describe_unpriced();
    if unpriced <> '{}' then
      insert into prices select (previous).*;
      return unpriced;
    end if;
    perform write_price_audit(p_actor_id, array[previous], '{}');
    return '{}';
  end
  $$;

-- Takes a turn in a queue that admits so many in any window, over all processes, first come first
-- served. Answers how many milliseconds to wait for it. Null where that is longer than patience:
-- then no turn is taken.
create or replace function acquire_provider_slot(
  p_name text,
  p_limit integer,
  p_window_ms integer,
  p_patience_ms integer
) returns integer
  language plpgsql
  as $$
  declare
    taken timestamptz[];
    last_taken_at timestamptz;
    moment timestamptz;
    own timestamptz;
  begin
    insert into provider_turns (name) values (p_name) on conflict do nothing;
    select turns, taken_at into taken, last_taken_at from provider_turns where name = p_name for update;
    moment := clock();
    -- After the clock has stepped back the turns would lie ahead for as long as the step.
    if moment < last_taken_at then
      taken := array(
        select turn - (last_taken_at - moment)
        from unnest(taken) with ordinality t (turn, place)
        order by place
      );
    end if;
    -- As many turns back as the limit: a window must lie between that one and this.
    own := greatest(
      moment, taken[cardinality(taken) - p_limit + 1] + p_window_ms * interval '1 millisecond'
    );
    if own > moment + p_patience_ms * interval '1 millisecond' then
      return null;
    end if;
    update provider_turns
    set turns = (taken || own)[greatest(1, cardinality(taken) + 2 - p_limit):], taken_at = moment
    where name = p_name;
    return ceil(extract(epoch from own - moment) * 1000);
  end
  $$;

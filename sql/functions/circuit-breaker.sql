-- Returns 0 if a provider may be called, otherwise the milliseconds until it may be. After the open period
-- one caller is let through as a probe, and another one only after p_probe_seconds without an outcome.
create or replace function try_acquire_circuit(p_provider text, p_probe_seconds integer)
  returns integer
  language plpgsql
  as $$
  declare
    open_until timestamptz;
    as_of timestamptz := clock();
  begin
    -- After the clock has stepped back a circuit would stay open longer by the size of the step.
    update provider_health
    set opened_until = opened_until - (updated_at - as_of), updated_at = as_of
    where provider = p_provider and opened_until > as_of and updated_at > as_of + interval '1 second';
    update provider_health
    set opened_until = clock() + p_probe_seconds * interval '1 second', updated_at = clock()
    where provider = p_provider and opened_until <= clock();
    if found then
      return 0;
    end if;
    select opened_until into open_until from provider_health where provider = p_provider;
    if open_until is null then
      return 0;
    end if;
    return greatest(1, ceil(extract(epoch from open_until - clock()) * 1000));
  end
  $$;

-- Records the outcome of a call. p_threshold failures in a row open the circuit; one success closes it.
create or replace function record_circuit_outcome(
  p_provider text,
  p_is_healthy boolean,
  p_threshold integer,
  p_open_seconds integer
) returns void
  language plpgsql
  as $$
  begin
    if p_is_healthy then
      update provider_health
      set failures = 0,
        since = case when opened_until is null then since else clock() end,
        opened_until = null
      where provider = p_provider and (failures > 0 or opened_until is not null);
      return;
    end if;
    insert into provider_health as h (provider, failures)
    values (p_provider, 1)
    on conflict (provider) do update
    set failures = h.failures + 1,
      since = case
        when h.failures + 1 >= p_threshold and h.opened_until is null then clock()
        else h.since
      end,
      updated_at = clock(),
      opened_until = case
        when h.failures + 1 >= p_threshold then clock() + p_open_seconds * interval '1 second'
        else h.opened_until
      end;
  end
  $$;

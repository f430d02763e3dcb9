-- Returns the size that is generated for each legacy size, by its name.
create or replace function describe_legacy_sizes() returns jsonb
  language plpgsql stable
  as $$
  begin
    return (
      select coalesce(
        jsonb_object_agg(
          s.width || 'x' || s.height, s.generated_width || 'x' || s.generated_height
        ),
        '{}'
      )
      from legacy_sizes s
    );
  end
  $$;

-- Writes the audit entry of a change of the legacy sizes if they differ from p_previous.
create or replace function write_legacy_sizes_audit(p_actor_id uuid, p_previous jsonb) returns void
  language plpgsql
  as $$
  declare
    updated jsonb := describe_legacy_sizes();
  begin
    if p_previous is distinct from updated then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'sizes',
        p_details => jsonb_build_object('before', p_previous, 'after', updated)
      );
    end if;
  end
  $$;

-- Replaces all legacy sizes by one for each element of the arrays, and writes an audit entry.
create or replace function admin_replace_legacy_sizes(
  p_actor_id uuid,
  p_widths integer[],
  p_heights integer[],
  p_generated_widths integer[],
  p_generated_heights integer[]
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table legacy_sizes in share row exclusive mode;
    previous := describe_legacy_sizes();
    delete from legacy_sizes;
    insert into legacy_sizes (width, height, generated_width, generated_height)
    select given.width, given.height, given.generated_width, given.generated_height
    from unnest(p_widths, p_heights, p_generated_widths, p_generated_heights)
      as given (width, height, generated_width, generated_height);
    perform write_legacy_sizes_audit(p_actor_id, previous);
  end
  $$;

-- Adds a legacy size or changes its generated size, and writes an audit entry. Other sizes are kept.
create or replace function admin_set_legacy_size(
  p_actor_id uuid,
  p_width integer,
  p_height integer,
  p_generated_width integer,
  p_generated_height integer
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    -- Without the lock, the audit entry could contain another change that is made at the same time.
    lock table legacy_sizes in share row exclusive mode;
    previous := describe_legacy_sizes();
    insert into legacy_sizes (width, height, generated_width, generated_height)
    values (p_width, p_height, p_generated_width, p_generated_height)
    on conflict (width, height) do update
    set generated_width = excluded.generated_width, generated_height = excluded.generated_height;
    perform write_legacy_sizes_audit(p_actor_id, previous);
  end
  $$;

-- Removes a legacy size and writes an audit entry. Returns false if there is no such size.
create or replace function admin_remove_legacy_size(p_actor_id uuid, p_width integer, p_height integer)
  returns boolean
  language plpgsql
  as $$
  declare
    previous jsonb;
    is_removed boolean;
  begin
    lock table legacy_sizes in share row exclusive mode;
    previous := describe_legacy_sizes();
    delete from legacy_sizes s
    where s.width = p_width and s.height = p_height;
    is_removed := found;
    perform write_legacy_sizes_audit(p_actor_id, previous);
    return is_removed;
  end
  $$;

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
    if previous is distinct from describe_legacy_sizes() then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'sizes',
        p_details => jsonb_build_object('before', previous, 'after', describe_legacy_sizes())
      );
    end if;
  end
  $$;

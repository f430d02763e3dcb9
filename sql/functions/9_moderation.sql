-- Changes of moderation rules. Each function is one change and its entry in the audit log.

-- Returns false where a rule has the pattern already.
create or replace function admin_add_moderation_rule(p_actor_id uuid, p_pattern text, p_reason text)
  returns boolean
  language plpgsql
  as $$
  begin
    insert into moderation_rules (pattern, reason, created_at)
    values (p_pattern, p_reason, clock())
    on conflict (lower(pattern)) do nothing;
    if not found then
      return false;
    end if;
    perform write_audit_entry(
      p_actor_id, 'moderation.add', null, p_pattern, null,
      jsonb_build_object('after', jsonb_build_object('pattern', p_pattern, 'reason', p_reason))
    );
    return true;
  end
  $$;

-- Returns false where no rule has the pattern.
create or replace function admin_remove_moderation_rule(p_actor_id uuid, p_pattern text)
  returns boolean
  language plpgsql
  as $$
  declare
    former moderation_rules;
  begin
    delete from moderation_rules
    where lower(pattern) = lower(p_pattern)
    returning * into former;
    if not found then
      return false;
    end if;
    perform write_audit_entry(
      p_actor_id, 'moderation.remove', null, former.pattern, null,
      jsonb_build_object(
        'before', jsonb_build_object('pattern', former.pattern, 'reason', former.reason)
      )
    );
    return true;
  end
  $$;

-- Changes of moderation rules. Each function makes one change and writes its entry to the audit log.

-- Adds a rule. Returns false if a rule with the pattern exists.
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
      p_actor_id => p_actor_id,
      p_action => 'moderation.add',
      p_subject => p_pattern,
      p_details => jsonb_build_object(
        'after', jsonb_build_object('pattern', p_pattern, 'reason', p_reason)
      )
    );
    return true;
  end
  $$;

-- Removes the rule with a pattern. Returns false if there is none.
create or replace function admin_remove_moderation_rule(p_actor_id uuid, p_pattern text)
  returns boolean
  language plpgsql
  as $$
  declare
    previous moderation_rules;
  begin
    delete from moderation_rules
    where lower(pattern) = lower(p_pattern)
    returning * into previous;
    if not found then
      return false;
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'moderation.remove',
      p_subject => previous.pattern,
      p_details => jsonb_build_object(
        'before', jsonb_build_object('pattern', previous.pattern, 'reason', previous.reason)
      )
    );
    return true;
  end
  $$;

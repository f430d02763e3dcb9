-- Changes the profile of an account and writes an audit entry if a value differs. A null language or theme
-- keeps the value. The name and the threshold change only if their flag is true, and null clears them.
create or replace function update_profile(
  p_actor_id uuid,
  p_account_id uuid,
  p_set_name boolean,
  p_name text,
  p_language account_language,
  p_theme account_theme,
  p_set_credits_low_at boolean,
  p_credits_low_at integer
) returns void
  language plpgsql
  as $$
  declare
    own accounts;
    updated accounts;
  begin
    select * into own
    from accounts
    where id = p_account_id and closed_at is null
    for no key update;
    if not found then
      return;
    end if;
    update accounts
    set name = case when p_set_name then p_name else name end,
      language = coalesce(p_language, language),
      theme = coalesce(p_theme, theme),
      credits_low_at = case when p_set_credits_low_at then p_credits_low_at else credits_low_at end,
      credits_low_notified_at = case when not p_set_credits_low_at then credits_low_notified_at end
    where id = own.id
    returning * into updated;
    perform write_changes(
      p_actor_id => p_actor_id,
      p_action => 'account.settings',
      p_account_id => own.id,
      p_subject => null,
      p_before => describe_profile(own),
      p_after => describe_profile(updated)
    );
  end
  $$;

-- Returns the settings of a profile for the audit log.
create or replace function describe_profile(p_account accounts) returns jsonb
  language sql immutable
  as $$
    select jsonb_build_object(
      'name', p_account.name, 'language', p_account.language, 'theme', p_account.theme,
      'credits_low_at', p_account.credits_low_at
    )
  $$;

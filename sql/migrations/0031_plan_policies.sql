-- What a plan requires of the generations of its accounts.
alter table plans
  -- 'auto': requests for less moderation of the provider ('low') get its default.
  add column min_moderation text not null default 'low',
  -- 'remove': texts, EXIF and other metadata of generated images are removed before they are stored.
  add column image_metadata text not null default 'keep',
  add constraint plans_min_moderation_is_known check (min_moderation in ('low', 'auto')),
  add constraint plans_image_metadata_is_known check (image_metadata in ('keep', 'remove'));

-- Servers cache what plans require.
create function notify_plans_changed() returns trigger
  language plpgsql
  as $$
  begin
    perform pg_notify('plans_changed', '');
    return null;
  end
  $$;

create trigger plans_changed
  after insert or update or delete or truncate on plans
  for each statement execute function notify_plans_changed();

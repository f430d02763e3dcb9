-- The release of the schema and the functions of this database.
create table schema_release (
  only_row boolean primary key default true,
  release integer not null,
  -- Programs of an older release than this one do not work with this database.
  oldest_compatible_release integer not null,
  constraint schema_release_has_one_row check (only_row),
  constraint schema_release_is_compatible_with_itself
    check (oldest_compatible_release between 0 and release)
);

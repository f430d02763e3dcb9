-- When a session last confirmed the password of its account.

alter table sessions
  -- Null: at the sign-in, which created the session.
  add column authenticated_at timestamptz;

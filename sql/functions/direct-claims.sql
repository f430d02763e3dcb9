-- Claims of generations that the accepting process runs.

-- Opens the attempts of the new generations that were inserted as claimed, with their provider calls
-- recorded as sent.
create or replace function claim_accepted(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    insert into provider_attempts (
      generation_id, account_id, claim, provider, state, calls, sent_at, created_at
    )
    select g.id, g.account_id, g.claim, g.provider, 'sent', 1, p_as_of, p_as_of
    from unnest(p_requests, p_acceptances) r
      join generations g on g.id = r.id
    where r.is_new and r.worker_id is not null and g.worker_id = r.worker_id;
  end
  $$;

-- Returns the open attempts of the generations that the workers of their requests have claimed, and that no
-- other run has claimed since.
create or replace function list_claimed_attempts(p_requests generation_request[])
  returns table (generation_id uuid, attempt_id bigint)
  language sql stable
  as $$
    select g.id, a.id
    from unnest(p_requests) r
      join generations g on g.id = r.id and g.worker_id = r.worker_id and g.claim = 1
      join provider_attempts a on a.generation_id = g.id and a.ended_at is null
    where r.worker_id is not null
  $$;

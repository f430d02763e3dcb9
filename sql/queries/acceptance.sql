/* @name acceptGenerations */
select
  item_position as "itemPosition!", outcome as "outcome!", generation_id as "generationId?",
  cost_credits as "costCredits?", created_at as "createdAt!", attempt_id as "attemptId?"
from accept_generations(
  array(
    select row(
      id, hold_id, account_id, key_id, running_limit, dialect, route, model, prompt, n, size,
      aspect_ratio, tier, quality, options::jsonb, inputs::jsonb, upload_ids::uuid[], end_user,
      idempotency_key, fingerprint, is_retry, is_awaited, deadline_seconds, worker_id, provider,
      run_seconds
    )::generation_request
    from unnest(
      :ids!::uuid[],
      :holdIds!::uuid[],
      :accountIds!::uuid[],
      :keyIds!::uuid[],
      :runningLimits!::integer[],
      :dialects!::text[],
      :routes!::text[],
      :models!::text[],
      :prompts!::text[],
      :ns!::smallint[],
      :sizes!::text[],
      :aspectRatios!::text[],
      :tiers!::text[],
      :qualities!::text[],
      :options!::text[],
      :inputs!::text[],
      :uploadIds!::text[],
      :endUsers!::text[],
      :idempotencyKeys!::text[],
      :fingerprints!::bytea[],
      :areRetries!::boolean[],
      :areAwaited!::boolean[],
      :deadlineSeconds!::integer[],
      :workerIds!::uuid[],
      :providers!::text[],
      :runSeconds!::integer[]
    ) as request (
      id, hold_id, account_id, key_id, running_limit, dialect, route, model, prompt, n, size,
      aspect_ratio, tier, quality, options, inputs, upload_ids, end_user, idempotency_key,
      fingerprint, is_retry, is_awaited, deadline_seconds, worker_id, provider, run_seconds
    )
  ),
  :mayWait!
);

/* @name checkAcceptance */
select
  outcome as "outcome!", generation_id as "generationId?", cost_credits as "costCredits?",
  created_at as "createdAt!"
from check_request(
  p_id => :id!,
  p_account_id => :accountId!,
  p_key_id => :keyId,
  p_running_limit => :runningLimit,
  p_dialect => :dialect!,
  p_route => :route!,
  p_model => :model!,
  p_n => :n!::smallint,
  p_tier => :tier!,
  p_quality => :quality!,
  p_idempotency_key => :idempotencyKey,
  p_fingerprint => :fingerprint!,
  p_is_retry => :isRetry
);

/* @name refuseBeforeBody */
select outcome as "outcome!", cost_credits as "costCredits!"
from refuse_before_body(
  p_account_id => :accountId!,
  p_key_id => :keyId,
  p_running_limit => :runningLimit,
  p_dialect => :dialect!,
  p_idempotency_key => :idempotencyKey,
  p_is_retry => :isRetry
);

/* @name recordInterruptions */
select record_interruptions(
  p_ids => :ids!,
  p_account_ids => :accountIds!,
  p_key_ids => :keyIds!,
  p_generation_ids => :generationIds!,
  p_fingerprints => :fingerprints!,
  p_mark_retries => :markRetries!
);

/* @name acceptGenerations */
select
  item_position as "itemPosition!", outcome as "outcome!", generation_id as "generationId?",
  cost_credits as "costCredits?", created_at as "createdAt!", attempt_id as "attemptId?"
from accept_generations_2(
  array(
    select row(
      (:ids!::uuid[])[i],
      (:holdIds!::uuid[])[i],
      (:accountIds!::uuid[])[i],
      (:keyIds!::uuid[])[i],
      (:runningLimits!::integer[])[i],
      (:dialects!::text[])[i],
      (:routes!::text[])[i],
      (:models!::text[])[i],
      (:prompts!::text[])[i],
      (:ns!::smallint[])[i],
      (:sizes!::text[])[i],
      (:aspectRatios!::text[])[i],
      (:tiers!::text[])[i],
      (:qualities!::text[])[i],
      (:options!::text[])[i]::jsonb,
      (:inputs!::text[])[i]::jsonb,
      (:uploadIds!::text[])[i]::uuid[],
      (:endUsers!::text[])[i],
      (:idempotencyKeys!::text[])[i],
      (:fingerprints!::bytea[])[i],
      (:areRetries!::boolean[])[i],
      (:areAwaited!::boolean[])[i],
      (:deadlineSeconds!::integer[])[i],
      (:workerIds!::uuid[])[i],
      (:providers!::text[])[i],
      (:runSeconds!::integer[])[i]
    )::generation_request
    -- Subscripts take less time than unnest of as many arrays.
    from generate_subscripts(:ids!::uuid[], 1) i
  ),
  :mayWait!,
  :mayBeLost!
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

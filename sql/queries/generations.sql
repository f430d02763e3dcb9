/* @name finishGenerations */
-- Without an attempt the open attempt ends as lost.
select
  f.generation_id as "id!", f.outcome as "outcome!", f.finished_at as "finishedAt?",
  g.dialect, g.model, g.n, g.unit_credits,
  extract(epoch from clock() - g.started_at)::double precision as "runSeconds?"
from finish_generations(
    array(
      select row(
        (:ids!::uuid[])[e],
        (:statuses!::text[])[e],
        (:errorCodes!::text[])[e],
        (:errorMessages!::text[])[e],
        (:areOurFaults!::boolean[])[e],
        array(
          select row(
            (:imageIds!::uuid[])[i],
            (:positions!::smallint[])[i],
            (:storageKeys!::text[])[i],
            (:webpKeys!::text[])[i],
            (:contentTypes!::text[])[i],
            (:widths!::integer[])[i],
            (:heights!::integer[])[i],
            (:sizesBytes!::integer[])[i],
            (:placeholders!::text[])[i]
          )::new_image
          from generate_subscripts(:imageIds!::uuid[], 1) i
          where (:imageGenerationIds!::uuid[])[i] = (:ids!::uuid[])[e]
        ),
        case when (:attemptIds!::bigint[])[e] is not null then row(
          (:attemptIds!::bigint[])[e],
          (:attemptProviders!::text[])[e],
          (:attemptOutcomes!::attempt_outcome[])[e],
          (:attemptMessages!::text[])[e],
          (:usages!::text[])[e]::jsonb,
          (:costsMicros!::bigint[])[e],
          (:providerRequestIds!::text[])[e],
          (:areSpendUnknown!::boolean[])[e]
        )::attempt_result end,
        (:workerIds!::uuid[])[e],
        (:claims!::integer[])[e],
        (:notifications!::boolean[])[e]
      )::generation_ending
      -- Subscripts take less time than unnest of as many arrays.
      from generate_subscripts(:ids!::uuid[], 1) e
    ),
    :mayWait!
  ) f
  join generations g on g.id = f.generation_id
where g.id = any (:ids!::uuid[]);

/* @name finishAndClaimGenerations */
-- As finishGenerations and claimNextGenerations, in one statement. Without a claim the run is null, and the
-- statement takes 0.2 ms longer than finishGenerations.
select
  f.finished_id as "finishedId!", f.outcome as "outcome!", f.finished_at as "finishedAt?",
  e.dialect as "finishedDialect", e.model as "finishedModel", e.n as "finishedN", e.unit_credits,
  extract(epoch from clock() - e.started_at)::double precision as "runSeconds?",
  f.run_id as "runId?", f.has_more as "hasMore!", f.attempt_id as "attemptId!",
  f.is_call_recorded as "isCallRecorded!",
  f.attempt_state as "attemptState!",
  f.attempt_provider as "attemptProvider!", f.calls as "calls!", f.task_ids as "taskIds!",
  f.claim as "claim!", f.generation_id as "id!",
  g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",
  g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",
  g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",
  g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",
  g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",
  g.route_models as "routeModels!"
from finish_and_claim_generations(
    p_endings => array(
      select row(
        (:ids!::uuid[])[e],
        (:statuses!::text[])[e],
        (:errorCodes!::text[])[e],
        (:errorMessages!::text[])[e],
        (:areOurFaults!::boolean[])[e],
        array(
          select row(
            (:imageIds!::uuid[])[i],
            (:positions!::smallint[])[i],
            (:storageKeys!::text[])[i],
            (:webpKeys!::text[])[i],
            (:contentTypes!::text[])[i],
            (:widths!::integer[])[i],
            (:heights!::integer[])[i],
            (:sizesBytes!::integer[])[i],
            (:placeholders!::text[])[i]
          )::new_image
          from generate_subscripts(:imageIds!::uuid[], 1) i
          where (:imageGenerationIds!::uuid[])[i] = (:ids!::uuid[])[e]
        ),
        case when (:attemptIds!::bigint[])[e] is not null then row(
          (:attemptIds!::bigint[])[e],
          (:attemptProviders!::text[])[e],
          (:attemptOutcomes!::attempt_outcome[])[e],
          (:attemptMessages!::text[])[e],
          (:usages!::text[])[e]::jsonb,
          (:costsMicros!::bigint[])[e],
          (:providerRequestIds!::text[])[e],
          (:areSpendUnknown!::boolean[])[e]
        )::attempt_result end,
        (:workerIds!::uuid[])[e],
        (:claims!::integer[])[e],
        (:notifications!::boolean[])[e]
      )::generation_ending
      -- Subscripts take less time than unnest of as many arrays.
      from generate_subscripts(:ids!::uuid[], 1) e
    ),
    p_may_wait => :mayWait!,
    p_run_ids => :runIds!,
    p_worker_id => :workerId!,
    p_provider => :provider!,
    p_run_seconds => :runSeconds!,
    p_immediate_providers => :immediateProviders!,
    p_is_repeated => :isRepeated!
  ) f
  join generations e on e.id = f.finished_id
  left join lateral describe_claimed_generation(f.generation_id) g on true
where e.id = any (:ids!::uuid[]);

/* @name claimNextGenerations */
select
  c.run_id as "runId!", c.has_more as "hasMore!", c.attempt_id as "attemptId!",
  c.is_call_recorded as "isCallRecorded!",
  c.attempt_state as "attemptState!",
  c.attempt_provider as "attemptProvider!", c.calls as "calls!", c.task_ids as "taskIds!",
  c.claim as "claim!", c.generation_id as "id!",
  g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",
  g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",
  g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",
  g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",
  g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",
  g.route_models as "routeModels!"
from claim_next_generations(
    p_generation_ids => :generationIds!,
    p_run_ids => :runIds!,
    p_worker_id => :workerId!,
    p_provider => :provider!,
    p_run_seconds => :runSeconds!,
    p_immediate_providers => :immediateProviders!,
    p_may_wait => :mayWait!,
    p_is_repeated => :isRepeated!,
    p_providers => :onlyProviders::text[]
  ) c
  cross join lateral describe_claimed_generation(c.generation_id) g;

/* @name isAnyQueued */
select exists (select 1 from queued_generations) as "isQueued!";

/* @name offerGenerations */
select offer_generations(:workerId!, :count!) as "offered!";

/* @name abandonClaim */
-- Any worker may continue the generation. A call that was recorded as sent and was not made counts as not
-- sent again. Returns no row if the claim is lost.
with abandoned as (
  update generations
  set worker_id = null
  where id = :id!
    and status = 'running'
    and worker_id = :workerId!
    and claim = :claim!
  returning id
), unsent as (
  update provider_attempts
  set state = 'intent', calls = 0, sent_at = null
  where :isCallRecorded!::boolean
    and generation_id in (select id from abandoned)
    and ended_at is null
)
select id
from abandoned;

/* @name requeueGeneration */
-- Adds a job for a generation whose run has failed in the job of another one.
select id as "jobId!"
from graphile_worker.add_job(
    'generate',
    json_build_object('generationId', :id!::uuid),
    run_at => now() + interval '2 seconds',
    max_attempts => 25
  );

/* @name addGenerateJob */
-- Adds a job that replaces the own one of a generation, or with hasOwn = false a second one (offered_job).
with added as (
  select id
  from graphile_worker.add_jobs(
      array[
        case
          when :hasOwn! then prioritized_generate_job(:id!, :isAwaited!)
          else offered_job(:id!, :isAwaited!)
        end
      ]
    )
), linked as (
  update queued_generations
  set job_id = added.id
  from added
  where generation_id = :id! and :hasOwn!
)
select id as "jobId!" from added;

/* @name markAttemptSent */
select mark_attempt_sent(:attemptId!, :workerId!, :claim!, :provider!) as "marked!";

/* @name addTaskId */
update provider_attempts
set task_ids = task_ids || :taskId!::text
where id = :attemptId!
  and generation_id = :generationId!
  and ended_at is null
  and :taskId! <> all (task_ids)
returning task_ids;

/* @name findTaskIds */
select task_ids
from provider_attempts
where id = :attemptId!;

/* @name attachTask */
-- Adds the id of a task that the worker has not received, although its call was recorded as sent.
update provider_attempts
set task_ids = task_ids || :taskId!::text
where id = :attemptId!
  and provider = :provider!
  and ended_at is null
  and calls > cardinality(task_ids)
  and :taskId! <> all (task_ids)
returning id;

/* @name revertAttemptCall */
update provider_attempts
set calls = calls - 1
where id = :attemptId! and ended_at is null and calls > cardinality(task_ids)
returning calls;

/* @name nextAttempt */
select next_attempt(
  p_ended => row(
    :attemptId!::bigint,
    :endedProvider!::text,
    :outcome!::attempt_outcome,
    :message!::text,
    null,
    null,
    null,
    null
  )::attempt_result,
  p_worker_id => :workerId!,
  p_claim => :claim!,
  p_provider => :provider!
) as "attemptId?";

/* @name cancelGeneration */
select cancel_generation(:id!, :accountId!) as "outcome?";

/* @name withdrawGeneration */
select withdraw_generation(:id!, :accountId!) as "outcome?";

/* @name finishRequestedCancellations */
select finish_requested_cancellations(:limit!) as "finished!";

/* @name findCancelRequest */
select cancel_requested_at is not null as "requested!"
from generations
where id = :id!;

/* @name setPlaceholders */
-- The commit does not wait for the disk: a placeholder that is lost in a crash is created again.
with asynchronous as (
  select set_config('synchronous_commit', 'off', true)
)
update images i
set placeholder = made.placeholder
from asynchronous, unnest(:positions!::smallint[], :placeholders!::text[]) as made (position, placeholder)
where i.generation_id = :generationId! and i.position = made.position;

/* @name overdueGenerations */
select
  g.id, g.n, g.options,
  extract(epoch from clock() - g.deadline_at)::double precision as "overdueSeconds!",
  a.id as "attemptId?", a.provider as "attemptProvider?"
from overdue_generations(:limit!) as overdue (id)
  join generations g on g.id = overdue.id
  left join provider_attempts a on a.generation_id = g.id and a.ended_at is null;

/* @name moveOverdueToQueueEnd */
-- Moves queued generations past their deadline behind all others: a claim reads only the first ones of each
-- priority, and takes none of these.
with overdue as (
  select q.generation_id
  from generations g
    join queued_generations q on q.generation_id = g.id
  where g.finished_at is null
    and g.deadline_at < (select clock())
    and g.status = 'queued'
    -- That of batches is -1.
    and q.priority > -2
  for update of q skip locked
)
update queued_generations q
set is_awaited = false, priority = -2
from overdue o
where q.generation_id = o.generation_id;

/* @name openOverdueAttempt */
-- The attempt of an overdue generation without one, at its first provider. No row if it was claimed or has
-- finished. Locks the generation, so that another worker does not finish it before the insert.
insert into provider_attempts (generation_id, account_id, claim, provider, created_at)
select
  g.id, g.account_id, g.claim,
  coalesce(
    g.provider,
    (select r.provider from model_routes r where r.model = g.model order by r.position limit 1),
    :provider!
  ),
  clock()
from (
    select *
    from generations
    where id = :id! and finished_at is null
    for no key update
  ) g
on conflict do nothing
returning id, provider;

/* @name findFinished */
select finished_at is not null as "finished!"
from generations
where id = :id!;

/* @name findGenerations */
-- The generations with these ids that belong to the accounts at the same positions. Each is looked up on its
-- own, so that no plan reads a table whole.
select
  (wanted.ordinality - 1)::integer as "itemPosition!",
  g.id, g.dialect, g.model, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options, g.inputs, g.end_user,
  g.unit_credits, g.status, g.error_code, g.error_message, g.delivered, g.provider,
  g.created_at, g.started_at, g.finished_at, g.quoted_credits, g.captured_credits, g.released_credits,
  case when g.delivered > 0 then describe_images(g.id) else '[]' end as "images!"
from unnest(:ids!::uuid[], :accountIds!::uuid[]) with ordinality as wanted (id, account_id, ordinality)
  cross join lateral (
    select
      g.*, h.amount as quoted_credits, h.captured as captured_credits, h.released as released_credits
    from generations g
      join credit_holds h on h.id = g.hold_id
    where g.id = wanted.id and g.account_id = wanted.account_id and g.deleted_at is null
    limit 1
  ) g;

/* @name findReceipt */
select
  h.amount as held, h.captured, h.released, h.created_at, h.closed_at,
  -- The provider of the last attempt, once the generation has finished.
  g.provider,
  jsonb_agg(
    jsonb_build_object(
      'grantId', p.grant_id, 'source', c.source, 'expiresAt', c.expires_at,
      'held', p.amount, 'captured', p.captured, 'released', p.released
    )
    order by p.position
  ) as "parts!"
from generations g
  join credit_holds h on h.id = g.hold_id
  join credit_hold_parts p on p.hold_id = h.id
  join credit_grants c on c.id = p.grant_id
where g.id = :id! and g.account_id = :accountId!
group by h.id, g.id;

/* @name findPrompt */
select prompt
from generations
where id = :id! and account_id = :accountId! and deleted_at is null;

/* @name findUsage */
select find_token_usage(p_generation_id => :generationId!) as usage;

/* @name releaseGeneration */
select release_generation(
  p_generation_id => :generationId!,
  p_worker_id => :workerId!,
  p_claim => :claim!,
  p_pause_seconds => :pauseSeconds!,
  p_is_call_recorded => :isCallRecorded!
) as "released!";

/* @name findDelivered */
-- Returns the storage keys of the images of a finished generation. No row if it has not finished.
select
  array(
    select stored.key
    from images i
      cross join lateral unnest(array[i.storage_key, i.webp_key]) as stored (key)
    where i.generation_id = g.id and stored.key is not null
  ) as "keys!"
from generations g
where g.id = :id! and g.finished_at is not null;

/* @name adminCancelGeneration */
select admin_cancel(act_as(:actorId, :address), :generationId!, :reason) as "outcome?";

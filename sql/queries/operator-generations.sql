/* @name listOperatorGenerations */
select id as "id!", is_match as "isMatch!", is_end as "isEnd!"
from list_operator_generations(
  p_account_id => :accountId,
  p_statuses => :statuses,
  p_is_stuck => :isStuck,
  p_is_spend_unknown => :isSpendUnknown,
  p_from => :from,
  p_to => :to,
  p_before_id => :beforeId,
  p_limit => :limit!,
  p_window => :window!
);

/* @name describeOperatorGenerations */
select
  g.id, g.account_id, a.email as account_email, g.status, g.dialect, g.model, g.provider, g.n, g.delivered,
  g.error_code, g.error_message, g.worker_id, g.created_at, g.started_at, g.finished_at, g.deadline_at,
  g.cancel_requested_at, g.deleted_at, h.amount as held_credits, h.captured as captured_credits,
  h.released as released_credits, is_stuck(g) as "isStuck!",
  -- Read once, and not in each partition for each row.
  g.id = any (array(
    select p.generation_id
    from all_provider_attempts p
    where p.generation_id = any (:ids!::uuid[]) and p.spend_unknown
  )) as "isSpendUnknown!"
from unnest(:ids!::uuid[]) with ordinality as wanted (id, position)
  join generations g on g.id = wanted.id
  join accounts a on a.id = g.account_id
  join credit_holds h on h.id = g.hold_id
order by wanted.position;

/* @name listGenerationAttempts */
select
  id as "id!", provider as "provider!", state as "state!", outcome, message, calls as "calls!",
  task_ids as "taskIds!", cost_micros, provider_request_id, spend_unknown as "spendUnknown!",
  created_at as "createdAt!", sent_at, ended_at
from all_provider_attempts
where generation_id = :id!
order by id;

/* @name listGenerationJobs */
select
  j.id, j.attempts, j.max_attempts, j.last_error, j.run_at, j.locked_at is not null as "isLocked!"
from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
where t.identifier = 'generate' and j.payload ->> 'generationId' = :id!
order by j.id;

/* @name requeueForOperator */
select admin_requeue(act_as(:actorId, :address, :reason), :generationId!) as "outcome?";

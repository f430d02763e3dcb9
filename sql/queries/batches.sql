/* @name createBatch */
select batch_id as "batchId?", outcome as "outcome!"
from create_batch(
  p_id => :id!,
  p_account_id => :accountId!,
  p_key_id => :keyId!,
  p_running_limit => :runningLimit,
  p_endpoint => :endpoint!,
  p_input_file_id => :inputFileId!,
  p_metadata => :metadata::jsonb,
  p_output_life_seconds => :outputLifeSeconds,
  p_idempotency_key => :idempotencyKey,
  p_is_retry => :isRetry!,
  p_fingerprint => :fingerprint!,
  p_window_seconds => :windowSeconds!,
  p_most_unfinished => :maxUnfinished!,
  p_most_batches => :maxBatches!
);

/* @name isRepeatedBatch */
select b.id is not null as "isRepeated!"
from find_repeated_batch(
  p_account_id => :accountId!,
  p_key_id => :keyId!,
  p_idempotency_key => :idempotencyKey,
  p_is_retry => :isRetry!,
  p_fingerprint => :fingerprint!
) b;

/* @name countBatches */
select count(*)::integer as "count!"
from batches
where account_id = :accountId!;

/* @name findBatch */
select
  id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,
  in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id
from batches
where id = :id! and account_id = :accountId!;

/* @name listBatches */
select
  id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,
  in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id
from batches
where account_id = :accountId! and (:afterId::uuid is null or id < :afterId)
order by id desc
limit :limit!;

/* @name cancelBatch */
with canceled as (
  update batches
  set status = 'cancelling', cancelling_at = clock()
  where id = :id! and account_id = :accountId! and status in ('validating', 'in_progress')
  returning id
)
select id, schedule_batch(id, 0)::text as "scheduled?"
from canceled;

/* @name findBatchWork */
select
  b.id, b.account_id, b.key_id, b.running_limit, b.endpoint, b.status, b.total, b.next_line, b.next_offset,
  b.completed + b.failed as "finalLines!",
  b.expires_at <= clock() as "isExpired!",
  greatest(0, extract(epoch from b.expires_at - clock()))::integer as "secondsLeft!",
  f.storage_key as "storageKey?"
from batches b
  left join files f on f.id = b.input_file_id and f.stored_at is not null
where b.id = :id! and b.finished_at is null;

/* @name startBatch */
select start_batch(p_id => :id!, p_total => :total!, p_most_lines => :maxLines!) as "started!";

/* @name failBatch */
update batches
set status = 'failed',
  errors = :errors!::jsonb,
  finished_at = clock(),
  delete_at = file_expiry(
    p_account_id => account_id,
    p_created_at => clock(),
    p_life_seconds => :lifeSeconds!,
    p_default_days => :defaultDays!
  )
where id = :id! and status = 'validating'
returning id;

/* @name finishUnstartedCancellation */
update batches
set status = 'cancelled',
  finished_at = clock(),
  delete_at = file_expiry(
    p_account_id => account_id,
    p_created_at => clock(),
    p_life_seconds => :lifeSeconds!,
    p_default_days => :defaultDays!
  )
where id = :id! and status = 'cancelling' and total = 0
returning id;

/* @name addBatchLines */
select add_batch_lines(
  p_id => :id!,
  p_first_line => :firstLine!,
  p_next_line => :nextLine!,
  p_next_offset => :nextOffset!,
  p_lines => :lines!,
  p_custom_ids => :customIds!,
  p_offsets => :offsets!,
  p_lengths => :lengths!,
  p_error_code => :errorCode,
  p_error_message => :errorMessage,
  p_sizes => :sizes!
) as "added!";

/* @name recordBatchLines */
select record_batch_lines_2(
  p_id => :id!,
  p_lines => :lines!,
  p_states => :states!::batch_line_state[],
  p_generation_ids => :generationIds!,
  p_returns_urls => :returnsUrls!,
  p_status_codes => :statusCodes!,
  p_error_codes => :errorCodes!,
  p_error_messages => :errorMessages!,
  p_error_params => :errorParams!,
  p_sizes => :sizes!
);

/* @name failUnreadBatchLines */
select fail_unread_batch_lines(p_id => :id!, p_errors => :errors!::jsonb);

/* @name listOpenBatchLines */
select
  l.line, l.custom_id, l.byte_offset, l.byte_length, l.state, l.generation_id, l.returns_urls,
  g.finished_at is not null as "isFinished!"
from batch_lines l
  left join generations g on g.id = l.generation_id
where l.batch_id = :id! and l.state in ('waiting', 'accepted')
order by l.line
limit :limit!;

/* @name listLineGenerations */
select key as "key!", generation_id as "generationId!"
from idempotency_keys
where account_id = :accountId! and dialect = 'openai' and route = :route! and key = any(:keys!::text[]);

/* @name finishBatch */
select finish_batch(
  p_id => :id!,
  p_output_file_id => :outputFileId!,
  p_error_file_id => :errorFileId!,
  p_life_seconds => :lifeSeconds!,
  p_default_days => :defaultDays!
);

/* @name scheduleBatch */
select schedule_batch(:id!, :delayMs!);

/* @name findBatchOfFile */
select id, output_file_id is not distinct from :fileId! as "isOutput!"
from batches
where account_id = :accountId! and (output_file_id = :fileId! or error_file_id = :fileId!);

/* @name listBatchResults */
select
  line, custom_id, generation_id, returns_urls, status_code, error_code, error_message, error_param
from batch_lines
where batch_id = :id! and state = :state! and line > :afterLine!
order by line
limit :limit!;

/* @name deleteOldBatches */
delete from batches
where id = any (array(
  select id
  from batches
  where delete_at < (select clock())
  order by delete_at
  limit :limit!
  for update skip locked
))
returning id;

/* @name findBatchKey */
select may_generate as "mayGenerate!", hourly_limit as "hourlyLimit?"
from find_batch_key(:keyId!);

/* @name takeBatchRequests */
select take_batch_requests(p_key_id => :keyId!, p_count => :count!) as "taken!";

/* @name returnBatchRequests */
update account_rate_windows
set requests = greatest(0, requests - :count!)
where account_id = :accountId! and dialect = 'batch'
returning account_id;

-- Parameters of statements that finish many generations.

-- How a generation finishes.
create type generation_ending as (
  id uuid,
  status text,
  error_code text,
  error_message text,
  -- Whether released credits of an expired grant are restored.
  is_our_fault boolean,
  images new_image[],
  -- Null: it is not known what the open attempt has done.
  attempt attempt_result,
  -- The claim. Null: the generation is finished regardless of its worker.
  worker_id uuid,
  claim integer,
  -- Whether requests of other processes may wait for it. They also poll.
  notifies boolean
);

-- How a hold is closed: captured credits are spent, the others are released.
create type hold_closing as (hold_id uuid, captured integer, is_our_fault boolean);

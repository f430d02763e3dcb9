-- Images of finished generations, and previews of running ones.

-- An image that is delivered with its generation.
create type new_image as (
  id uuid,
  position smallint,
  storage_key text,
  webp_key text,
  content_type text,
  width integer,
  height integer,
  size_bytes bigint,
  placeholder text
);

-- Result of a finish: `already` if the generation has a terminal status, `fenced` if the claim is lost.
create type finish_outcome as enum ('finished', 'already', 'fenced');
-- Result of a cancel: `requested` if its worker has to abort a call, `already` if it has a terminal status.
create type cancel_outcome as enum ('canceled', 'requested', 'already');

-- The delivered images of a generation.
create table images (
  id uuid primary key,
  generation_id uuid not null references generations (id),
  position smallint not null,
  storage_key text not null,
  webp_key text,
  content_type text not null,
  width integer not null,
  height integer not null,
  size_bytes bigint not null,
  placeholder text,
  created_at timestamptz not null,
  constraint images_once unique (generation_id, position),
  constraint images_size_is_positive check (width > 0 and height > 0 and size_bytes > 0)
);

-- Kept for a short time only.
create table partial_images (
  id bigint generated always as identity primary key,
  generation_id uuid not null references generations (id),
  partial_index smallint not null,
  storage_key text not null,
  created_at timestamptz not null,
  constraint partial_images_index check (partial_index >= 0)
);

create index partial_images_generation on partial_images (generation_id, id);
create index partial_images_created on partial_images (created_at);

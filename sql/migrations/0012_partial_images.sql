-- Pictures still being drawn, for whoever watches. Kept for a short while only.
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

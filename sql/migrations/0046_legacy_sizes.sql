-- Sizes that models do not generate but clients of the OpenAI-compatible API ask for. The images are
-- generated at another size of nearly the same ratio, which determines the price, and resized before they
-- are stored.
create table legacy_sizes (
  width integer not null,
  height integer not null,
  generated_width integer not null,
  generated_height integer not null,
  primary key (width, height),
  constraint legacy_sizes_edges check (
    width between 16 and 3840 and height between 16 and 3840
    and generated_width between 16 and 3840 and generated_height between 16 and 3840
  ),
  constraint legacy_sizes_same_ratio check (
    abs(width * generated_height - height * generated_width) * 50 <= width * generated_height
  )
);

insert into legacy_sizes (width, height, generated_width, generated_height)
values
  (256, 256, 1024, 1024),
  (480, 640, 768, 1024),
  (512, 512, 1024, 1024),
  (512, 768, 1024, 1536),
  (576, 1024, 720, 1280),
  (600, 800, 768, 1024),
  (640, 480, 1024, 768),
  (640, 640, 1024, 1024),
  (720, 720, 1024, 1024),
  (768, 512, 1536, 1024),
  (768, 768, 1024, 1024),
  (800, 600, 1024, 768),
  (1024, 576, 1280, 720),
  (1080, 1080, 1088, 1088),
  (1080, 1920, 1088, 1920),
  (1920, 1080, 1920, 1088);

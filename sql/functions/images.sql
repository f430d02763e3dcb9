-- Returns the images of a generation in order, as JSON with the members of GeneratedImage
-- (src/core/generations/find.ts).
create or replace function describe_images(p_generation_id uuid) returns jsonb
  language plpgsql stable
  as $$
  begin
    return (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,
            'width', width, 'height', height, 'sizeBytes', size_bytes,
            'placeholder', placeholder, 'createdAt', created_at
          )
          order by position
        ),
        '[]'
      )
      from images
      where generation_id = p_generation_id
    );
  end
  $$;

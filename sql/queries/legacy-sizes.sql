/* @name listLegacySizes */
select width, height, generated_width, generated_height
from legacy_sizes
order by width, height;

/* @name findLegacySize */
select generated_width, generated_height
from legacy_sizes
where width = :width! and height = :height!;

/* @name replaceLegacySizes */
select admin_replace_legacy_sizes(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_widths => :widths!,
  p_heights => :heights!,
  p_generated_widths => :generatedWidths!,
  p_generated_heights => :generatedHeights!
) as "done?";

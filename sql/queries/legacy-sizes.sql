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

/* @name setLegacySize */
select admin_set_legacy_size(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_width => :width!,
  p_height => :height!,
  p_generated_width => :generatedWidth!,
  p_generated_height => :generatedHeight!
) as "done?";

/* @name removeLegacySize */
select admin_remove_legacy_size(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_width => :width!,
  p_height => :height!
) as "isRemoved!";

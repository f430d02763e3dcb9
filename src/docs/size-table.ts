import { formatSize, RATIOS, resolveSize, TIERS } from "../core/models/sizes.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { docsTexts } from "./translations.ts";

/** Returns the table of pixels for each ratio and tier. */
export function sizeTable(language: Language): string {
  const { ratio, modelChooses } = docsTexts[language];
  const rows = RATIOS.map((each) => [
    `\`${each}\``,
    ...TIERS.map((tier) => formatSize(resolveSize(each, tier))),
  ]);
  // "auto" is a square except at 1K, where the model chooses.
  const auto = TIERS.map((tier) =>
    tier === "1K" ? modelChooses : formatSize(resolveSize("1:1", tier)),
  );
  return table([ratio, ...TIERS], [["`auto`", ...auto], ...rows]);
}

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { SelectField } from "../../components/field.tsx";
import type { Draft } from "../../components/request-from-draft.ts";

/** What was chosen in a field; undefined leaves it to the API. */
export type Change = { [Name in keyof Draft]?: string | number | undefined };

/** A wish with some of its parts chosen anew. */
export function changed(wish: Draft, part: Change): Draft {
  const all = Object.entries({ ...wish, ...part }).filter(([, value]) => value !== undefined);
  // Each value comes out of the model's own lists, so it is one that the API takes.
  return Object.fromEntries(all) as unknown as Draft;
}

interface ShapeFieldsProps {
  model: Schemas["ModelCard"];
  wish: Draft;
  onChange: (wish: Draft) => void;
}

/** How large and how fine: a size says it all; without one, a ratio and a tier do. */
export function SizeFields({ model, wish, onChange }: ShapeFieldsProps) {
  const { t } = useTranslation();
  const change = (part: Change) => onChange(changed(wish, part));
  const { size = "auto", aspect_ratio = "auto", quality = "1K" } = wish;
  const hasSize = size !== "auto";
  const tiers = hasSize ? [] : model.qualities;
  const fineness = model.render_qualities.filter((each) => hasSize || each !== "auto");
  const word = (value: string): [string, string] => [
    value,
    isWord(value) ? t(`playground.value.${value}`) : value.replace("x", " × "),
  ];
  const resize = (next: string) => {
    if (next === "auto") change({ size: next, quality: quality === "auto" ? "1K" : quality });
    else
      change({ size: next, aspect_ratio: undefined, quality: isTier(quality) ? "auto" : quality });
  };
  return (
    <>
      <SelectField
        label={t("generations.size")}
        value={size}
        options={[...new Set([...model.sizes, size])].map(word)}
        onChange={({ target }) => resize(target.value)}
      />
      <SelectField
        label={t("playground.ratio")}
        value={aspect_ratio}
        disabled={hasSize}
        options={model.aspect_ratios.map(word)}
        onChange={({ target }) => change({ aspect_ratio: target.value })}
      />
      <SelectField
        label={t("playground.quality")}
        value={quality}
        options={[...tiers, ...fineness].map(word)}
        onChange={({ target }) => change({ quality: target.value })}
      />
    </>
  );
}

const WORDS = ["auto", "low", "medium", "high"] as const;

function isWord(value: string): value is (typeof WORDS)[number] {
  return WORDS.some((word) => word === value);
}

function isTier(quality: string): boolean {
  return quality.endsWith("K");
}

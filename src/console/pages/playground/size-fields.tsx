import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { SelectField } from "../../components/field.tsx";
import type { Draft } from "../../components/request-from-draft.ts";

/** Changed parameters of a draft. Undefined removes a parameter. */
export type DraftChange = { [Name in keyof Draft]?: string | number | undefined };

/** Returns a draft with changed parameters. */
export function applyChange(draft: Draft, part: DraftChange): Draft {
  const all = Object.entries({ ...draft, ...part }).filter(([, value]) => value !== undefined);
  // The values come from the model's options, which the API accepts.
  return Object.fromEntries(all) as unknown as Draft;
}

interface SizeFieldsProps {
  model: Schemas["ModelCard"];
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/**
 * Fields for size, aspect ratio and quality. A size implies the ratio and the resolution. Without one the
 * parameter `quality` is either a resolution or a quality.
 */
export function SizeFields({ model, draft, onChange }: SizeFieldsProps) {
  const { t } = useTranslation();
  const change = (part: DraftChange) => onChange(applyChange(draft, part));
  const { size = "auto", aspect_ratio = "auto", quality = "1K" } = draft;
  const hasSize = size !== "auto";
  const word = (value: string): [string, string] => [
    value,
    isWord(value) ? t(`parameter.value.${value}`) : value.replace("x", " × "),
  ];
  const resize = (next: string) => {
    if (next === "auto") change({ size: next, quality: quality === "auto" ? "1K" : quality });
    else
      change({ size: next, aspect_ratio: undefined, quality: isTier(quality) ? "auto" : quality });
  };
  return (
    <>
      <SelectField
        label={t("parameter.size")}
        value={size}
        options={[...new Set([...model.sizes, size])].map(word)}
        onChange={({ target }) => resize(target.value)}
      />
      <SelectField
        label={t("parameter.aspectRatio")}
        value={aspect_ratio}
        disabled={hasSize}
        options={model.aspect_ratios.map(word)}
        onChange={({ target }) => change({ aspect_ratio: target.value })}
      />
      <SelectField
        label={t("parameter.quality")}
        value={quality}
        options={[
          {
            heading: t("parameter.resolution"),
            options: model.qualities.map(word),
            disabled: hasSize,
          },
          { heading: t("parameter.quality"), options: model.render_qualities.map(word) },
        ]}
        hint={t(hasSize ? "playground.sizeHint" : "playground.resolutionHint")}
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

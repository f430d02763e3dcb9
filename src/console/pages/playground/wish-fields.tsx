import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { inputClass, SelectField } from "../../parts/field.tsx";
import type { Wish } from "../../parts/snippets.ts";

interface WishFieldsProps {
  models: Schemas["ModelCard"][];
  model: Schemas["ModelCard"];
  wish: Wish;
  onChange: (wish: Wish) => void;
}

/** What to draw and how, within what the model can do. */
export function WishFields({ models, model, wish, onChange }: WishFieldsProps) {
  const { t } = useTranslation();
  const change = (part: { [Name in keyof Wish]?: string | number }) => {
    // Each value comes out of the model's own lists, so it is one that the API takes.
    onChange({ ...wish, ...part } as Wish);
  };
  const same = (values: string[]) => values.map((value): [string, string] => [value, value]);
  const counts = Array.from({ length: model.max_images }, (_, index) => String(index + 1));
  const qualities = [...model.qualities, ...model.render_qualities.filter((q) => q !== "auto")];
  return (
    <>
      <Prompt text={wish.prompt} onChange={(prompt) => change({ prompt })} />
      <SelectField
        label={t("playground.model")}
        value={wish.model}
        options={models.map((each) => [each.id, each.name])}
        onChange={({ target }) => change({ model: target.value })}
      />
      <div className="grid grid-cols-2 gap-4">
        <SelectField
          label={t("playground.ratio")}
          value={wish.aspect_ratio ?? "auto"}
          options={same(model.aspect_ratios)}
          onChange={({ target }) => change({ aspect_ratio: target.value })}
        />
        <SelectField
          label={t("playground.quality")}
          value={wish.quality ?? "1K"}
          options={same(qualities)}
          onChange={({ target }) => change({ quality: target.value })}
        />
        <SelectField
          label={t("playground.count")}
          value={String(wish.n ?? 1)}
          options={same(counts)}
          onChange={({ target }) => change({ n: Number(target.value) })}
        />
        <SelectField
          label={t("playground.format")}
          value={wish.output_format ?? "png"}
          options={same(["png", "jpeg", "webp"])}
          onChange={({ target }) => change({ output_format: target.value })}
        />
      </div>
    </>
  );
}

function Prompt({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-small font-medium">
        {t("playground.prompt")}
      </label>
      <textarea
        id={id}
        name="prompt"
        rows={5}
        required
        maxLength={32_000}
        value={text}
        placeholder={t("playground.promptHint")}
        onChange={({ target }) => onChange(target.value)}
        className={inputClass}
      />
    </div>
  );
}

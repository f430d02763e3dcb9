import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { inputClass, SelectField } from "../../components/field.tsx";
import { MOST_IMAGES, type Draft } from "../../components/request-from-draft.ts";
import { dialects } from "../../components/snippets.ts";
import { type Change, changed, SizeFields } from "./size-fields.tsx";

type Model = Schemas["ModelCard"];

interface WishFieldsProps {
  models: Model[];
  model: Model;
  wish: Draft;
  /** The API of the code panel: more images than it accepts are not offered. */
  dialect: Schemas["Dialect"];
  onChange: (wish: Draft) => void;
}

/** What to draw and how, within what the model can do. */
export function GenerationFields({ models, model, wish, dialect, onChange }: WishFieldsProps) {
  const { t } = useTranslation();
  const change = (part: Change) => onChange(changed(wish, part));
  const limit = MOST_IMAGES[dialect];
  const isLimited = limit < model.max_images;
  const counts = Array.from({ length: Math.min(limit, model.max_images) }, (_, index) =>
    String(index + 1),
  );
  const { output_format: format = "png", background = "auto" } = wish;
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
        <SizeFields model={model} wish={wish} onChange={onChange} />
        <SelectField
          label={t("playground.count")}
          value={String(wish.n ?? 1)}
          hint={isLimited && t("playground.countHint", { api: dialects[dialect], count: limit })}
          options={counts.map((count) => [count, count])}
          onChange={({ target }) => change({ n: Number(target.value) })}
        />
        <SelectField
          label={t("playground.format")}
          value={format}
          options={FORMATS.filter((each) => each !== "jpeg" || background !== "transparent").map(
            (each) => [each, each.toUpperCase()],
          )}
          onChange={({ target }) => change({ output_format: target.value })}
        />
        <SelectField
          label={t("playground.background")}
          value={background}
          // A JPEG has no transparent pixels.
          options={BACKGROUNDS.filter((each) => each !== "transparent" || format !== "jpeg").map(
            (each) => [each, t(`playground.value.${each}`)],
          )}
          onChange={({ target }) => change({ background: target.value })}
        />
      </div>
    </>
  );
}

const FORMATS = ["png", "jpeg", "webp"] as const;
const BACKGROUNDS = ["auto", "opaque", "transparent"] as const;

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

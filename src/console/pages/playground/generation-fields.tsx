import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { SelectField, TextAreaField } from "../../components/field.tsx";
import { MAX_IMAGES_PER_REQUEST, type Draft } from "../../components/request-from-draft.ts";
import { type DraftChange, applyChange, SizeFields } from "./size-fields.tsx";

type Model = Schemas["ModelCard"];

const MAX_PROMPT_LENGTH = 32_000;

interface GenerationFieldsProps {
  models: Model[];
  model: Model;
  draft: Draft;
  /** The API of the code panel, which limits the number of images. */
  dialect: Schemas["Dialect"];
  onChange: (draft: Draft) => void;
}

/** The fields of a draft, limited to the options of the model. */
export function GenerationFields(props: GenerationFieldsProps) {
  const { t } = useTranslation();
  const { models, model, draft, dialect, onChange } = props;
  const change = (part: DraftChange) => onChange(applyChange(draft, part));
  const limit = MAX_IMAGES_PER_REQUEST[dialect];
  const isLimited = limit < model.max_images;
  const counts = Array.from({ length: Math.min(limit, model.max_images) }, (_, index) =>
    String(index + 1),
  );
  return (
    <>
      <TextAreaField
        name="prompt"
        label={t("parameter.prompt")}
        rows={5}
        required
        maxLength={MAX_PROMPT_LENGTH}
        value={draft.prompt}
        placeholder={t("parameter.promptExample")}
        onChange={({ target }) => change({ prompt: target.value })}
      />
      <SelectField
        label={t("parameter.model")}
        value={draft.model}
        options={models.map((each) => [each.id, each.name])}
        onChange={({ target }) => change({ model: target.value })}
      />
      <div className="grid grid-cols-2 gap-4">
        <SizeFields model={model} draft={draft} onChange={onChange} />
        <SelectField
          label={t("parameter.images")}
          value={String(draft.n ?? 1)}
          hint={isLimited && t("playground.imagesHint", { api: t(`api.${dialect}`), count: limit })}
          options={counts.map((count) => [count, count])}
          onChange={({ target }) => change({ n: Number(target.value) })}
        />
        <FormatFields draft={draft} change={change} />
      </div>
    </>
  );
}

/** A JPEG has no transparent pixels, so the two fields exclude each other's options. */
function FormatFields({ draft, change }: { draft: Draft; change: (part: DraftChange) => void }) {
  const { t } = useTranslation();
  const { output_format: format = "png", background = "auto" } = draft;
  return (
    <>
      <SelectField
        label={t("parameter.format")}
        value={format}
        options={FORMATS.filter((each) => each !== "jpeg" || background !== "transparent").map(
          (each) => [each, each.toUpperCase()],
        )}
        onChange={({ target }) => change({ output_format: target.value })}
      />
      <SelectField
        label={t("parameter.background")}
        value={background}
        options={BACKGROUNDS.filter((each) => each !== "transparent" || format !== "jpeg").map(
          (each) => [each, t(`parameter.value.${each}`)],
        )}
        onChange={({ target }) => change({ background: target.value })}
      />
    </>
  );
}

const FORMATS = ["png", "jpeg", "webp"] as const;
const BACKGROUNDS = ["auto", "opaque", "transparent"] as const;

import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { pickChanges, readForm } from "../../components/form-values.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { useAddModel, useUpdateModel } from "./put-model.ts";
import { type ModelRoute, RouteFields } from "./route-fields.tsx";

type Model = Schemas["AdminModel"];

const MAX_IMAGES = 10;
const MAX_REFERENCE_IMAGES = 16;
const MAX_POSITION = 100_000;
const DEFAULTS = ["hub", "plus"] as const;
const CAPABILITIES: Schemas["Capability"][] = [
  ...(["quality_xhigh", "quality_max", "complexity", "markup"] as const),
  ...(["seed", "input_fidelity", "style"] as const),
];

interface ModelFormProps {
  /** The entry to edit. Omitted for a new one. */
  model?: Model;
  onClose: () => void;
}

/** A dialog that adds or edits a model. */
export function ModelForm({ model, onClose }: ModelFormProps) {
  const { t } = useTranslation();
  const [routes, setRoutes] = useState<ModelRoute[]>(model?.providers ?? []);
  const add = useAddModel(() => toastSuccess(t("common.saved")));
  const update = useUpdateModel(() => toastSuccess(t("common.saved")));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const id = model?.id ?? form.text("id") ?? "";
    const fields = { ...readFields(form, id), providers: routes };
    if (model) {
      update.mutate({ id, changes: readChanges(fields, model) }, { onSuccess: onClose });
    } else {
      const enabled = form.text("enabled") === "on";
      add.mutate({ id, enabled, ...fields }, { onSuccess: onClose });
    }
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={model ? t("admin.models.edit") : t("admin.models.add")}
      hint={model?.id ?? t("admin.models.addHint")}
    >
      <Form onSubmit={submit} className="flex flex-col gap-5">
        <ModelFields model={model} />
        <RouteFields routes={routes} onChange={setRoutes} />
        <DefaultFields model={model} />
        <AliasField model={model} />
        <CapabilityFields model={model} />
        {!model && (
          <CheckField name="enabled" defaultChecked label={t("admin.models.enableImmediately")} />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={add.isPending || update.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

type ModelFields = Omit<Schemas["AdminModelInput"], "id" | "enabled">;

function readFields(form: ReturnType<typeof readForm>, id: string): Omit<ModelFields, "providers"> {
  return {
    name: form.text("name") ?? id,
    max_images: form.number("max_images") ?? 1,
    reference_image_limit: form.number("references") ?? 0,
    ...position(form.number("position")),
    default_for: DEFAULTS.filter((dialect) => form.all("default_for").includes(dialect)),
    capabilities: CAPABILITIES.filter((each) => form.all("capabilities").includes(each)),
    aliases: (form.text("aliases") ?? "").split(/[\s,]+/).filter((alias) => alias !== ""),
  };
}

function readChanges(fields: ModelFields, model: Model): Partial<ModelFields> {
  // The model can have them in another order than the form.
  const capabilities = CAPABILITIES.filter((each) => model.capabilities.includes(each));
  return pickChanges(fields, { ...model, capabilities });
}

/** Omits an empty position, which lists a new model last. */
function position(value: number | undefined) {
  return value === undefined ? {} : { position: value };
}

function DefaultFields({ model }: { model: Model | undefined }) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-small font-medium">{t("admin.models.defaultFor")}</legend>
      <p className="text-small text-ink-3">{t("admin.models.defaultForHint")}</p>
      <div className="flex flex-wrap gap-x-6">
        {DEFAULTS.map((dialect) => (
          <CheckField
            key={dialect}
            name="default_for"
            value={dialect}
            defaultChecked={model?.default_for.includes(dialect) ?? false}
            label={t(`admin.models.defaultName.${dialect}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function AliasField({ model }: { model: Model | undefined }) {
  const { t } = useTranslation();
  return (
    <TextField
      name="aliases"
      label={t("admin.models.aliases")}
      hint={t("admin.models.aliasesHint")}
      defaultValue={model?.aliases.join(", ")}
      autoComplete="off"
    />
  );
}

function CapabilityFields({ model }: { model: Model | undefined }) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-small font-medium">{t("admin.models.capabilities")}</legend>
      <p className="text-small text-ink-3">{t("admin.models.capabilitiesHint")}</p>
      <div className="flex flex-wrap gap-x-6">
        {CAPABILITIES.map((capability) => (
          <CheckField
            key={capability}
            name="capabilities"
            value={capability}
            defaultChecked={model?.capabilities.includes(capability) ?? false}
            label={<code>{capability}</code>}
          />
        ))}
      </div>
    </fieldset>
  );
}

function ModelFields({ model }: { model: Model | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      {!model && (
        <div className="sm:col-span-3">
          <TextField
            name="id"
            label={t("admin.models.id")}
            hint={t("admin.models.idHint")}
            pattern="[A-Za-z0-9][A-Za-z0-9._:\/\-]{0,99}"
            autoComplete="off"
            required
          />
        </div>
      )}
      <div className={model ? "sm:col-span-6" : "sm:col-span-3"}>
        <TextField
          name="name"
          label={t("common.name")}
          hint={t("admin.models.nameHint")}
          defaultValue={model?.name}
          maxLength={100}
          autoComplete="off"
          required
        />
      </div>
      <IntegerField
        name="max_images"
        label={t("admin.models.images")}
        range={[1, MAX_IMAGES]}
        value={model?.max_images ?? MAX_IMAGES}
      />
      <IntegerField
        name="references"
        label={t("parameter.referenceImages")}
        range={[0, MAX_REFERENCE_IMAGES]}
        value={model?.reference_image_limit ?? MAX_REFERENCE_IMAGES}
      />
      <IntegerField
        name="position"
        label={t("admin.models.sortOrder")}
        range={[0, MAX_POSITION]}
        value={model?.position}
        hint={model ? undefined : t("admin.models.sortOrderHint")}
      />
    </div>
  );
}

interface IntegerFieldProps {
  name: string;
  label: string;
  range: [least: number, most: number];
  /** The initial value. The field is optional if undefined. */
  value: number | undefined;
  hint?: string | undefined;
}

function IntegerField({ name, label, range: [min, max], value, hint }: IntegerFieldProps) {
  return (
    <div className="sm:col-span-2">
      <TextField
        name={name}
        label={label}
        type="number"
        min={min}
        max={max}
        defaultValue={value}
        hint={hint}
        required={value !== undefined}
      />
    </div>
  );
}

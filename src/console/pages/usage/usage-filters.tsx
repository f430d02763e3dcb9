import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";

const NAMES = ["from", "to", "model", "key"];

interface UsageFilterFormProps {
  /** The displayed period. The server's default if the URL contains none. */
  from: string;
  to: string;
  models: string[];
  keys: [id: string, name: string][];
}

/** The filters for days, models and keys, stored in the URL. */
export function UsageFilterForm({ from, to, models, keys }: UsageFilterFormProps) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const currentValue = (name: string) => urlState.get(name) ?? "";
  const all: [string, string] = ["", t("common.all")];
  // `defaultValue` applies on mount: each field is remounted when its own default or options have loaded.
  return (
    <FilterForm names={NAMES} className="grid grid-cols-2 items-end gap-3 lg:grid-cols-5">
      <TextField
        key={`from ${from}`}
        name="from"
        type="date"
        label={t("common.from")}
        defaultValue={from}
      />
      <TextField
        key={`to ${to}`}
        name="to"
        type="date"
        label={t("common.until")}
        defaultValue={to}
      />
      <SelectField
        key={`model ${models.join()}`}
        name="model"
        label={t("parameter.model")}
        defaultValue={currentValue("model")}
        options={[all, ...models.map((model): [string, string] => [model, model])]}
      />
      <SelectField
        key={`key ${keys.join()}`}
        name="key"
        label={t("common.key")}
        defaultValue={currentValue("key")}
        options={[all, ...keys]}
      />
      <Button type="submit" icon={Search} className="col-span-2 lg:col-span-1">
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { useDateRange } from "../../components/date-range.ts";
import { DateRangeFields } from "../../components/date-range-fields.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";
import { toKeyName } from "../../components/key-name.ts";

const STATUSES: Schemas["GenerationState"][] = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "blocked",
  "canceled",
];

const NAMES = ["text", "status", "model", "key", "user", "from", "to"];

/** Returns the API query of the URL's filters. */
export function useGenerationFilters() {
  const urlState = useUrlState();
  const status = STATUSES.find((each) => each === urlState.get("status"));
  const [text, user, keyId] = [urlState.get("text"), urlState.get("user"), urlState.get("key")];
  const [model, cursor] = [urlState.get("model"), urlState.get("cursor")];
  return {
    limit: 24,
    ...(status && { status: [status] }),
    ...(text && { text }),
    ...(user && { user }),
    ...(model && { model }),
    ...(keyId && { key_id: keyId }),
    ...useDateRange(),
    ...(cursor && { cursor }),
  };
}

/** The filters of the list, stored in the URL. */
export function GenerationFilterForm() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const currentValue = (name: string) => urlState.get(name) ?? "";
  return (
    <FilterForm
      names={NAMES}
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 xl:grid-cols-4"
    >
      <TextField
        name="text"
        label={t("generations.searchPrompts")}
        defaultValue={currentValue("text")}
      />
      <SelectField
        name="status"
        label={t("common.status")}
        defaultValue={currentValue("status")}
        options={[
          ["", t("common.all")],
          ...STATUSES.map((state): [string, string] => [state, t(`generationStatus.${state}`)]),
        ]}
      />
      <ModelField now={currentValue("model")} />
      <KeyField now={currentValue("key")} />
      <TextField name="user" label={t("generations.endUser")} defaultValue={currentValue("user")} />
      <DateRangeFields />
      <Button type="submit" icon={Search}>
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

// `defaultValue` applies on mount: the next two fields are remounted when their options have loaded.

function ModelField({ now }: { now: string }) {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/account/models").data?.data ?? [];
  return (
    <SelectField
      key={models.length}
      name="model"
      label={t("parameter.model")}
      defaultValue={now}
      options={[
        ["", t("common.all")],
        ...models.map(({ id, name }): [string, string] => [id, name]),
      ]}
    />
  );
}

function KeyField({ now }: { now: string }) {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys").data?.data ?? [];
  return (
    <SelectField
      key={keys.length}
      name="key"
      label={t("common.key")}
      defaultValue={now}
      options={[
        ["", t("common.all")],
        ...keys.map((key): [string, string] => [key.id, toKeyName(key)]),
      ]}
    />
  );
}

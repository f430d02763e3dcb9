import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";

const STATES: Schemas["GenerationState"][] = [
  ...(["queued", "running", "succeeded", "failed", "blocked", "canceled"] as const),
];

const NAMES = ["text", "status", "model", "key", "user", "from", "to"];

/** Returns the API query of the URL's filters. */
export function useWanted() {
  const address = useUrlState();
  const status = STATES.find((each) => each === address.get("status"));
  const [text, user, keyId] = [address.get("text"), address.get("user"), address.get("key")];
  const model = address.get("model");
  const [from, to, cursor] = [address.get("from"), address.get("to"), address.get("cursor")];
  return {
    limit: 24,
    ...(status && { status: [status] }),
    ...(text && { text }),
    ...(user && { user }),
    ...(model && { model }),
    ...(keyId && { key_id: keyId }),
    ...(from && { from: `${from}T00:00:00Z` }),
    ...(to && { to: `${to}T00:00:00Z` }),
    ...(cursor && { cursor }),
  };
}

/** The filters of the list, stored in the URL. */
export function Filters() {
  const { t } = useTranslation();
  const address = useUrlState();
  const now = (name: string) => address.get(name) ?? "";
  return (
    <FilterForm
      names={NAMES}
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 xl:grid-cols-4"
    >
      <TextField name="text" label={t("generations.text")} defaultValue={now("text")} />
      <SelectField
        name="status"
        label={t("keys.status")}
        defaultValue={now("status")}
        options={[
          ["", t("ledger.all")],
          ...STATES.map((state): [string, string] => [state, t(`status.${state}`)]),
        ]}
      />
      <ModelField now={now("model")} />
      <KeyField now={now("key")} />
      <TextField name="user" label={t("generations.user")} defaultValue={now("user")} />
      <TextField name="from" type="date" label={t("generations.from")} defaultValue={now("from")} />
      <TextField name="to" type="date" label={t("generations.to")} defaultValue={now("to")} />
      <Button type="submit" icon={Search}>
        {t("generations.filter")}
      </Button>
    </FilterForm>
  );
}

// Both are remounted when their options have loaded.

function ModelField({ now }: { now: string }) {
  const { t } = useTranslation();
  const models = api.useQuery("get", "/api/account/models").data?.data ?? [];
  return (
    <SelectField
      key={models.length}
      name="model"
      label={t("playground.model")}
      defaultValue={now}
      options={[
        ["", t("ledger.all")],
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
      label={t("keys.secret")}
      defaultValue={now}
      options={[
        ["", t("ledger.all")],
        ...keys.map((key): [string, string] => [
          key.id,
          key.label ?? `${key.prefix}…${key.last_four}`,
        ]),
      ]}
    />
  );
}

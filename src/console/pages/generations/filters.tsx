import { Form } from "@base-ui/react/form";
import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useAddress } from "../../parts/address.ts";
import { Button } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { readForm } from "../../parts/form-values.ts";

const STATES: Schemas["GenerationState"][] = [
  ...(["queued", "running", "succeeded", "failed", "blocked", "canceled"] as const),
];

/** What the address asks for, in the words of the API. */
export function useWanted() {
  const address = useAddress();
  const status = STATES.find((each) => each === address.get("status"));
  const [text, user, keyId] = [address.get("text"), address.get("user"), address.get("key")];
  const [from, to, cursor] = [address.get("from"), address.get("to"), address.get("cursor")];
  return {
    limit: 24,
    ...(status && { status: [status] }),
    ...(text && { text }),
    ...(user && { user }),
    ...(keyId && { key_id: keyId }),
    ...(from && { from: `${from}T00:00:00Z` }),
    ...(to && { to: `${to}T00:00:00Z` }),
    ...(cursor && { cursor }),
  };
}

/** The filters of the list; they stand in the address. */
export function Filters() {
  const { t } = useTranslation();
  const address = useAddress();
  const keys = api.useQuery("get", "/api/account/keys");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = readForm(event.currentTarget);
    const names = ["text", "user", "status", "key", "from", "to"];
    address.set(Object.fromEntries(names.map((name) => [name, text(name)])));
  };
  const now = (name: string) => address.get(name) ?? "";
  return (
    <Form
      key={JSON.stringify(["text", "user", "status", "key", "from", "to"].map(now))}
      onSubmit={submit}
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 xl:grid-cols-7"
    >
      <TextField name="text" label={t("generations.text")} defaultValue={now("text")} />
      <SelectField
        name="status"
        label={t("keys.state")}
        defaultValue={now("status")}
        options={[
          ["", t("ledger.all")],
          ...STATES.map((state): [string, string] => [state, t(`state.${state}`)]),
        ]}
      />
      <SelectField
        key={keys.data?.data.length}
        name="key"
        label={t("keys.secret")}
        defaultValue={now("key")}
        options={[
          ["", t("ledger.all")],
          ...(keys.data?.data ?? []).map((key): [string, string] => [
            key.id,
            key.label ?? `${key.prefix}…${key.last_four}`,
          ]),
        ]}
      />
      <TextField name="user" label={t("generations.user")} defaultValue={now("user")} />
      <TextField name="from" type="date" label={t("generations.from")} defaultValue={now("from")} />
      <TextField name="to" type="date" label={t("generations.to")} defaultValue={now("to")} />
      <Button type="submit" icon={Search}>
        {t("generations.filter")}
      </Button>
    </Form>
  );
}

import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { PlanRestriction, useIsRestricted } from "../../components/plan-restriction.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { parseDialect, dialects } from "../../api/dialects.ts";
import {
  AddressField,
  BudgetFields,
  isScopeMissing,
  KeepAliveField,
  LimitFields,
  readKeyFields,
  ScopeFields,
} from "./key-fields.tsx";

interface CreateKeyDialogProps {
  open: boolean;
  onClose: () => void;
  onCreated: (key: Schemas["CreatedKey"]) => void;
}

const DAYS = [30, 90, 365];

/** A dialog that creates a key. */
export function CreateKeyDialog({ open, onClose, onCreated }: CreateKeyDialogProps) {
  const { t } = useTranslation();
  const [dialect, setDialect] = useState<Schemas["Dialect"]>("hub");
  const isRestricted = useIsRestricted(dialect);
  const create = useApiMutation(
    (body: Schemas["CreateKeyRequest"]) => client.POST("/api/account/keys", { body }),
    onCreated,
    isScopeMissing,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(readCreateKeyForm(event.currentTarget));
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.create")} hint={t("keys.createHint")}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          name="label"
          label={t("common.name")}
          hint={t("keys.nameHint")}
          maxLength={100}
          autoComplete="off"
        />
        <DialectAndExpiryFields dialect={dialect} onChange={setDialect} />
        <PlanRestriction dialect={dialect} />
        <ScopeFields checked={["read", "generate"]} isMissing={isScopeMissing(create.error)} />
        <LimitFields />
        <BudgetFields />
        <AddressField />
        <KeepAliveField />
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={create.isPending} disabled={isRestricted}>
            {t("keys.create")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

interface DialectAndExpiryProps {
  dialect: Schemas["Dialect"];
  onChange: (dialect: Schemas["Dialect"]) => void;
}

function DialectAndExpiryFields({ dialect, onChange }: DialectAndExpiryProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        name="dialect"
        label={t("common.api")}
        hint={t(`keys.apiHint.${dialect}`)}
        value={dialect}
        onChange={({ target }) => onChange(parseDialect(target.value))}
        options={dialects.map((each): [string, string] => [each, t(`api.${each}`)])}
      />
      <SelectField
        name="expires_in_days"
        label={t("grant.expires")}
        defaultValue=""
        options={[
          ["", t("common.neverExpires")],
          ...DAYS.map((count): [string, string] => [String(count), t("keys.inDays", { count })]),
        ]}
      />
    </div>
  );
}

function readCreateKeyForm(element: HTMLFormElement): Schemas["CreateKeyRequest"] {
  const form = readForm(element);
  const label = form.text("label");
  return {
    dialect: parseDialect(form.text("dialect")),
    ...(label !== undefined && { label }),
    expires_in_days: form.number("expires_in_days") ?? null,
    ...readKeyFields(form),
  };
}

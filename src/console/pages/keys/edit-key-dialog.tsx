import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { pickChanges, readForm } from "../../components/form-values.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import {
  AddressField,
  BudgetFields,
  isScopeMissing,
  KeepAliveField,
  LimitFields,
  readKeyFields,
  ScopeFields,
} from "./key-fields.tsx";

interface EditKeyDialogProps {
  apiKey: Schemas["Key"];
  onClose: () => void;
}

const DAYS = [30, 90, 365];
const KEEP = "keep";
const NEVER = "never";

/** A dialog that changes a key. Fields that are left as they were are not sent. */
export function EditKeyDialog({ apiKey, onClose }: EditKeyDialogProps) {
  const { t } = useTranslation();
  const update = useApiMutation(
    (body: Schemas["UpdateKeyRequest"]) =>
      client.PATCH("/api/account/keys/{keyId}", { params: { path: { keyId: apiKey.id } }, body }),
    () => toastSuccess(t("keys.updated")),
    isScopeMissing,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    update.mutate(readChanges(event.currentTarget, apiKey), { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={t("keys.editTitle")}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          name="label"
          label={t("common.name")}
          defaultValue={apiKey.label ?? ""}
          maxLength={100}
          autoComplete="off"
        />
        <ExpiryField />
        <ScopeFields checked={apiKey.scopes} isMissing={isScopeMissing(update.error)} />
        <LimitFields initial={apiKey} />
        <BudgetFields initial={apiKey} />
        <AddressField initial={apiKey} />
        <KeepAliveField initial={apiKey} />
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={update.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function ExpiryField() {
  const { t } = useTranslation();
  return (
    <SelectField
      name="expires_in_days"
      label={t("grant.expires")}
      defaultValue={KEEP}
      options={[
        [KEEP, t("keys.keepExpiry")],
        ...DAYS.map((count): [string, string] => [String(count), t("keys.inDays", { count })]),
        [NEVER, t("common.neverExpires")],
      ]}
    />
  );
}

/** Returns what differs from the key. Its limits may be those of the plan, which stay so if unchanged. */
function readChanges(
  element: HTMLFormElement,
  apiKey: Schemas["Key"],
): Schemas["UpdateKeyRequest"] {
  const form = readForm(element);
  const expiry = form.text("expires_in_days");
  const fields = { label: form.text("label") ?? null, ...readKeyFields(form) };
  const { credits, period } = apiKey.budget ?? {};
  const former = { ...apiKey, budget: credits === undefined ? null : { credits, period } };
  return {
    ...pickChanges(fields, former),
    ...(expiry !== KEEP && { expires_in_days: expiry === NEVER ? null : Number(expiry) }),
  };
}

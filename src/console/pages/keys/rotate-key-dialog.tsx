import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { SelectField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toKeyName } from "../../components/key-name.ts";

interface RotateKeyDialogProps {
  apiKey: Schemas["Key"];
  onClose: () => void;
  onCreated: (key: Schemas["CreatedKey"]) => void;
}

const HOURS = [0, 1, 24, 72];

/** A dialog that rotates a key. The old secret stays valid for the chosen time. */
export function RotateKeyDialog({ apiKey, onClose, onCreated }: RotateKeyDialogProps) {
  const { t } = useTranslation();
  const rotate = useApiMutation(
    (overlap_hours: number) =>
      client.POST("/api/account/keys/{keyId}/rotate", {
        params: { path: { keyId: apiKey.id } },
        body: { overlap_hours },
      }),
    onCreated,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rotate.mutate(readForm(event.currentTarget).number("overlap") ?? 0);
  };
  return (
    <Dialog open onClose={onClose} title={t("keys.rotateTitle")} hint={t("keys.rotateHint")}>
      <p className="mb-4 user-text">
        <strong>{toKeyName(apiKey)}</strong>
      </p>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <SelectField
          name="overlap"
          label={t("keys.overlap")}
          defaultValue="24"
          options={HOURS.map((count) => [
            String(count),
            count === 0 ? t("keys.revokeNow") : t("keys.hours", { count }),
          ])}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={rotate.isPending}>
            {t("keys.rotate")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

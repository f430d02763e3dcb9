import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { Card } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";

/** A form to change the password, which ends all other sessions. */
export function Password() {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  const change = useApiMutation(
    (body: Schemas["ChangePasswordRequest"]) => client.POST("/api/account/password", { body }),
    () => {
      setRound(round + 1);
      toastSuccess(t("settings.passwordChanged"));
    },
    (error) => isWrongPassword(error) || isRejectedPassword(error),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { exact } = readForm(event.currentTarget);
    change.mutate({ current_password: exact("current"), new_password: exact("next") });
  };
  return (
    <Card title={t("common.password")} hint={t("settings.passwordHint")}>
      <Form key={round} onSubmit={submit} className="grid max-w-2xl gap-4 sm:grid-cols-2">
        <TextField
          name="current"
          type="password"
          label={t("settings.currentPassword")}
          autoComplete="current-password"
          error={isWrongPassword(change.error) ? t("settings.wrongPassword") : undefined}
          required
        />
        <TextField
          name="next"
          type="password"
          label={t("settings.newPassword")}
          hint={t("common.passwordHint")}
          autoComplete="new-password"
          minLength={8}
          error={isRejectedPassword(change.error) ? t("settings.newPasswordRejected") : undefined}
          required
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {t("settings.changePassword")}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function isWrongPassword(error: unknown): boolean {
  return findFieldIssue(error, "current_password") !== undefined;
}

function isRejectedPassword(error: unknown): boolean {
  return findFieldIssue(error, "new_password") !== undefined;
}

import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { client } from "../../api/client.ts";
import { isWrongPassword } from "../../api/errors.ts";
import { clearQueries } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { Card } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";

/** Deletes the account after its password was entered. Irreversible. */
export function DeleteAccount() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState(false);
  const deleteAccount = useApiMutation(
    (password: string) => client.POST("/api/account/delete", { body: { password } }),
    () => {
      clearQueries();
      navigate("/sign-in");
      toastSuccess(t("settings.accountDeleted"));
    },
    isWrongPassword,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    deleteAccount.mutate(readForm(event.currentTarget).exact("password"));
  };
  return (
    <Card title={t("settings.deleteAccount")} hint={t("settings.deleteAccountHint")}>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t("settings.deleteAccount")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("settings.deleteAccount")}
        hint={t("settings.deleteAccountHint")}
      >
        <Form onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            name="password"
            type="password"
            label={t("common.password")}
            autoComplete="current-password"
            error={isWrongPassword(deleteAccount.error) ? t("settings.wrongPassword") : undefined}
            required
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>{t("common.cancel")}</Button>
            <Button type="submit" variant="danger" busy={deleteAccount.isPending}>
              {t("settings.deleteAccount")}
            </Button>
          </div>
        </Form>
      </Dialog>
    </Card>
  );
}

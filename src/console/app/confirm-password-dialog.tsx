import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../api/client.ts";
import { isWrongPassword, readErrorCode } from "../api/errors.ts";
import { settlePasswordPrompt, useIsPrompting } from "../api/password-prompt.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { TextField } from "../components/field.tsx";
import { readForm } from "../components/form-values.ts";
import { useApiMutation } from "../components/use-api-mutation.ts";

/** Asks for the password when a request requires it. It can appear above another dialog. */
export function ConfirmPasswordDialog() {
  const { t } = useTranslation();
  const isOpen = useIsPrompting();
  return (
    <Dialog
      open={isOpen}
      onClose={() => settlePasswordPrompt(false)}
      title={t("confirmPassword.title")}
      hint={t("confirmPassword.hint")}
    >
      <ConfirmPasswordForm />
    </Dialog>
  );
}

function ConfirmPasswordForm() {
  const { t } = useTranslation();
  const confirm = useApiMutation(
    (password: string) => client.POST("/api/account/session/confirm", { body: { password } }),
    () => settlePasswordPrompt(true),
    isWrongPassword,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(readForm(event.currentTarget).exact("password"), { onError: cancelSignedOut });
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        name="password"
        type="password"
        label={t("common.password")}
        autoComplete="current-password"
        error={isWrongPassword(confirm.error) ? t("confirmPassword.wrong") : undefined}
        required
      />
      <div className="flex justify-end gap-2">
        <Button onClick={() => settlePasswordPrompt(false)}>{t("common.cancel")}</Button>
        <Button type="submit" variant="primary" busy={confirm.isPending}>
          {t("confirmPassword.confirm")}
        </Button>
      </div>
    </Form>
  );
}

/** Without a session there is nothing to confirm: the console shows the sign-in page. */
function cancelSignedOut(error: unknown): void {
  if (readErrorCode(error) === "sign_in_required") settlePasswordPrompt(false);
}

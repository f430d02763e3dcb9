import { Form } from "@base-ui/react/form";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";

interface ReasonDialogProps {
  title: string;
  /** The consequences, including whether the action is irreversible. */
  hint: ReactNode;
  action: string;
  destructive?: boolean;
  /** The label of the button that closes the dialog. "Cancel" by default. */
  dismissLabel?: string;
  busy: boolean;
  wide?: boolean;
  onDecide: (reason: string, form: HTMLFormElement) => void;
  onChange?: (form: HTMLFormElement) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A confirmation dialog of an admin action. It requires a reason, which the audit log records. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTranslation();
  const { title, hint, action, destructive, busy, wide, onClose, children } = props;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    props.onDecide(readForm(form).text("reason") ?? "", form);
  };
  return (
    <Dialog open onClose={onClose} title={title} hint={hint} wide={wide ?? false}>
      <Form
        onSubmit={submit}
        onChange={({ currentTarget }) => props.onChange?.(currentTarget)}
        className="flex flex-col gap-4"
      >
        {children}
        <TextField
          name="reason"
          label={t("admin.reason")}
          hint={t("admin.reasonHint")}
          maxLength={500}
          autoComplete="off"
          required
        />
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{props.dismissLabel ?? t("common.cancel")}</Button>
          <Button type="submit" variant={destructive ? "danger" : "primary"} busy={busy}>
            {action}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

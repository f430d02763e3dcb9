import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { SelectField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { ROLES } from "./use-has-role.ts";
import { useUpdateAccount } from "./use-update-account.ts";

interface ChangeRoleDialogProps {
  account: Schemas["AdminAccount"];
  onClose: () => void;
}

/** A dialog that changes the role of an account. The server rejects the change of the last admin. */
export function ChangeRoleDialog({ account, onClose }: ChangeRoleDialogProps) {
  const { t } = useTranslation();
  const change = useUpdateAccount(account);
  const readRole = (form: HTMLFormElement) =>
    ROLES.find((role) => role === readForm(form).text("role")) ?? null;
  return (
    <ReasonDialog
      title={t("admin.account.changeRole")}
      hint={t("admin.account.roleHint", { email: account.email })}
      action={t("admin.account.changeRole")}
      busy={change.isPending}
      onDecide={(reason, form) =>
        change.mutate({ role: readRole(form), reason }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <SelectField
        name="role"
        label={t("admin.role.label")}
        defaultValue={account.role ?? ""}
        options={[
          ["", t("admin.role.none")],
          ...ROLES.map((role): [string, string] => [role, t(`admin.role.${role}`)]),
        ]}
      />
      <dl className="grid gap-2 text-small text-ink-2">
        {ROLES.map((role) => (
          <div key={role}>
            <dt className="inline font-medium text-ink">{t(`admin.role.${role}`)}: </dt>
            <dd className="inline">{t(`admin.roleHint.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </ReasonDialog>
  );
}

import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { SelectField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { ActionMenu } from "../../components/menu.tsx";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { GrantCreditsDialog } from "./grant-credits-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";
import { useUpdateAccount } from "./use-update-account.ts";

type Dialog = "grant" | "plan" | "role" | "access" | "suspension";

interface AccountActionsProps {
  account: Schemas["AdminAccount"];
}

interface AccountDialogProps extends AccountActionsProps {
  onClose: () => void;
}

/** The actions of an account that the role of the operator allows. */
export function AccountActions({ account }: AccountActionsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const own = api.useQuery("get", "/api/account");
  const isFinance = useHasRole("finance");
  const isAdmin = useHasRole("admin");
  // Support adjusts credits of other accounts only.
  const canGrant = isFinance || own.data?.id !== account.id;
  return (
    <>
      {canGrant && (
        <Button variant="primary" icon={Plus} onClick={() => setDialog("grant")}>
          {t("grant.grantCredits")}
        </Button>
      )}
      {isAdmin && <AdminActions account={account} openDialog={setDialog} />}
      {dialog === "grant" && <GrantCreditsDialog account={account} onClose={close} />}
      {dialog === "plan" && <ChangePlanDialog account={account} onClose={close} />}
      {dialog === "role" && <ChangeRoleDialog account={account} onClose={close} />}
      {dialog === "access" && <AccountAccessDialog account={account} onClose={close} />}
      {dialog === "suspension" && <LiftSuspensionDialog account={account} onClose={close} />}
    </>
  );
}

interface AdminActionsProps extends AccountActionsProps {
  openDialog: (dialog: Dialog) => void;
}

/** The actions that only admins may use. */
function AdminActions({ account, openDialog }: AdminActionsProps) {
  const { t } = useTranslation();
  const isEnabled = account.disabled_at === null;
  const liftSuspension = {
    label: t("admin.account.liftSuspension"),
    onSelect: () => openDialog("suspension"),
  };
  return (
    <>
      <Button onClick={() => openDialog("plan")}>{t("admin.account.changePlan")}</Button>
      <ActionMenu
        label={t("common.moreActions")}
        actions={[
          { label: t("admin.account.changeRole"), onSelect: () => openDialog("role") },
          ...(isEnabled && account.suspended_at !== null ? [liftSuspension] : []),
          {
            label: t(isEnabled ? "admin.account.disable" : "admin.account.enable"),
            destructive: isEnabled,
            onSelect: () => openDialog("access"),
          },
        ]}
      />
    </>
  );
}

function ChangePlanDialog(props: AccountDialogProps) {
  const { t } = useTranslation();
  const { account, onClose } = props;
  const plans = api.useQuery("get", "/api/admin/plans");
  const change = useUpdateAccount(account);
  const options = plans.data?.data.map(({ id, name }): [string, string] => [id, name]);
  return (
    <ReasonDialog
      title={t("admin.account.changePlan")}
      hint={t("admin.account.planHint", { email: account.email, plan: account.plan.name })}
      action={t("admin.account.changePlan")}
      busy={change.isPending}
      onDecide={(reason, form) =>
        change.mutate(
          { plan: readForm(form).text("plan") ?? account.plan.id, reason },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <SelectField
        key={options?.length}
        name="plan"
        label={t("admin.plan")}
        defaultValue={account.plan.id}
        options={options ?? [[account.plan.id, account.plan.name]]}
      />
    </ReasonDialog>
  );
}

function AccountAccessDialog(props: AccountDialogProps) {
  const { t } = useTranslation();
  const { account, onClose } = props;
  const { email } = account;
  const isEnabled = account.disabled_at === null;
  const change = useUpdateAccount(account);
  return (
    <ReasonDialog
      destructive={isEnabled}
      title={t(isEnabled ? "admin.account.disable" : "admin.account.enable")}
      hint={t(isEnabled ? "admin.account.disableHint" : "admin.account.enableHint", { email })}
      action={t(isEnabled ? "admin.account.disable" : "admin.account.enable")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ disabled: isEnabled, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function LiftSuspensionDialog({ account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const change = useUpdateAccount(account);
  return (
    <ReasonDialog
      title={t("admin.account.liftSuspension")}
      hint={t("admin.account.liftHint", { email: account.email })}
      action={t("admin.account.liftSuspension")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ disabled: false, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { SelectField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { ActionMenu } from "../../components/menu.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { GrantCreditsDialog } from "./grant-credits-dialog.tsx";

interface AccountActionsProps {
  account: Schemas["AdminAccount"];
}

interface AccountDialogProps extends AccountActionsProps {
  onClose: () => void;
}

/** The admin actions of an account. */
export function AccountActions({ account }: AccountActionsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"grant" | "plan" | "admin" | "access">();
  const close = () => setDialog(undefined);
  const isEnabled = account.disabled_at === null;
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setDialog("grant")}>
        {t("grant.grantCredits")}
      </Button>
      <Button onClick={() => setDialog("plan")}>{t("admin.account.changePlan")}</Button>
      <ActionMenu
        label={t("common.moreActions")}
        actions={[
          {
            label: t(account.admin ? "admin.account.removeAdmin" : "admin.account.makeAdmin"),
            onSelect: () => setDialog("admin"),
          },
          {
            label: t(isEnabled ? "admin.account.disable" : "admin.account.enable"),
            destructive: isEnabled,
            onSelect: () => setDialog("access"),
          },
        ]}
      />
      {dialog === "grant" && <GrantCreditsDialog account={account} onClose={close} />}
      {dialog === "plan" && <ChangePlanDialog account={account} onClose={close} />}
      {dialog === "admin" && <AdminAccessDialog account={account} onClose={close} />}
      {dialog === "access" && <AccountAccessDialog account={account} onClose={close} />}
    </>
  );
}

function useUpdateAccount({ account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  return useApiMutation(
    (body: Schemas["UpdateAdminAccountRequest"]) =>
      client.PATCH("/api/admin/accounts/{accountId}", {
        params: { path: { accountId: account.id } },
        body,
      }),
    () => {
      toastSuccess(t("common.saved"));
      onClose();
    },
  );
}

function ChangePlanDialog(props: AccountDialogProps) {
  const { t } = useTranslation();
  const { account, onClose } = props;
  const plans = api.useQuery("get", "/api/admin/plans");
  const change = useUpdateAccount(props);
  const options = plans.data?.data.map(({ id, name }): [string, string] => [id, name]);
  return (
    <ReasonDialog
      title={t("admin.account.changePlan")}
      hint={t("admin.account.planHint", { email: account.email, plan: account.plan.name })}
      action={t("admin.account.changePlan")}
      busy={change.isPending}
      onDecide={(reason, form) =>
        change.mutate({ plan: readForm(form).text("plan") ?? account.plan.id, reason })
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

function AdminAccessDialog(props: AccountDialogProps) {
  const { t } = useTranslation();
  const { account, onClose } = props;
  const { email, admin } = account;
  const change = useUpdateAccount(props);
  return (
    <ReasonDialog
      destructive={admin}
      title={t(admin ? "admin.account.removeAdmin" : "admin.account.makeAdmin")}
      hint={t(admin ? "admin.account.removeAdminHint" : "admin.account.makeAdminHint", { email })}
      action={t(admin ? "admin.account.removeAdmin" : "admin.account.makeAdmin")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ admin: !admin, reason })}
      onClose={onClose}
    />
  );
}

function AccountAccessDialog(props: AccountDialogProps) {
  const { t } = useTranslation();
  const { account, onClose } = props;
  const { email } = account;
  const isEnabled = account.disabled_at === null;
  const change = useUpdateAccount(props);
  return (
    <ReasonDialog
      destructive={isEnabled}
      title={t(isEnabled ? "admin.account.disable" : "admin.account.enable")}
      hint={t(isEnabled ? "admin.account.disableHint" : "admin.account.enableHint", { email })}
      action={t(isEnabled ? "admin.account.disable" : "admin.account.enable")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ disabled: isEnabled, reason })}
      onClose={onClose}
    />
  );
}

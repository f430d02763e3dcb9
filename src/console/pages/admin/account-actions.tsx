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
import { Grant } from "./grant.tsx";

interface OfAccount {
  account: Schemas["AdminAccount"];
}

interface Asked extends OfAccount {
  onClose: () => void;
}

/** What an admin can do about an account. */
export function AccountActions({ account }: OfAccount) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"grant" | "plan" | "rights" | "access">();
  const close = () => setAsked(undefined);
  const isIn = account.disabled_at === null;
  return (
    <>
      <Button look="primary" icon={Plus} onClick={() => setAsked("grant")}>
        {t("admin.grant.title")}
      </Button>
      <Button onClick={() => setAsked("plan")}>{t("admin.account.changePlan")}</Button>
      <ActionMenu
        label={t("webhooks.more")}
        actions={[
          {
            text: t(account.admin ? "admin.account.takeRights" : "admin.account.giveRights"),
            run: () => setAsked("rights"),
          },
          {
            text: t(isIn ? "admin.account.disable" : "admin.account.enable"),
            grave: isIn,
            run: () => setAsked("access"),
          },
        ]}
      />
      {asked === "grant" && <Grant account={account} onClose={close} />}
      {asked === "plan" && <Plan account={account} onClose={close} />}
      {asked === "rights" && <Rights account={account} onClose={close} />}
      {asked === "access" && <Access account={account} onClose={close} />}
    </>
  );
}

function useChange({ account, onClose }: Asked) {
  const { t } = useTranslation();
  return useApiMutation(
    (body: Schemas["UpdateAdminAccountRequest"]) =>
      client.PATCH("/api/admin/accounts/{accountId}", {
        params: { path: { accountId: account.id } },
        body,
      }),
    () => {
      toastSuccess(t("settings.saved"));
      onClose();
    },
  );
}

function Plan(asked: Asked) {
  const { t } = useTranslation();
  const { account, onClose } = asked;
  const plans = api.useQuery("get", "/api/admin/plans");
  const change = useChange(asked);
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

function Rights(asked: Asked) {
  const { t } = useTranslation();
  const { account, onClose } = asked;
  const { email, admin } = account;
  const change = useChange(asked);
  return (
    <ReasonDialog
      grave={admin}
      title={t(admin ? "admin.account.takeRights" : "admin.account.giveRights")}
      hint={t(admin ? "admin.account.takeRightsHint" : "admin.account.giveRightsHint", { email })}
      action={t(admin ? "admin.account.takeRights" : "admin.account.giveRights")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ admin: !admin, reason })}
      onClose={onClose}
    />
  );
}

function Access(asked: Asked) {
  const { t } = useTranslation();
  const { account, onClose } = asked;
  const { email } = account;
  const isIn = account.disabled_at === null;
  const change = useChange(asked);
  return (
    <ReasonDialog
      grave={isIn}
      title={t(isIn ? "admin.account.disable" : "admin.account.enable")}
      hint={t(isIn ? "admin.account.disableHint" : "admin.account.enableHint", { email })}
      action={t(isIn ? "admin.account.disable" : "admin.account.enable")}
      busy={change.isPending}
      onDecide={(reason) => change.mutate({ disabled: isIn, reason })}
      onClose={onClose}
    />
  );
}

import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../components/format.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

interface VoidGrantDialogProps {
  account: Schemas["AdminAccount"];
  grant: Schemas["CreditBatch"];
  onClose: () => void;
}

/** A dialog that voids a grant. */
export function VoidGrantDialog({ account, grant, onClose }: VoidGrantDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const path = { accountId: account.id, grantId: grant.id };
  const voidGrant = useApiMutation(
    (reason: string) =>
      client.POST("/api/admin/accounts/{accountId}/grants/{grantId}/void", {
        params: { path },
        body: { reason },
      }),
    ({ voided }) =>
      toastSuccess(t("admin.void.done", { count: voided, credits: format.number(voided) })),
  );
  const remaining = { count: grant.remaining, credits: format.number(grant.remaining) };
  return (
    <ReasonDialog
      destructive
      title={t("admin.void.title")}
      hint={t("admin.void.hint", { email: account.email, ...remaining })}
      action={t("admin.void.voidCredits", remaining)}
      busy={voidGrant.isPending}
      onDecide={(reason) => voidGrant.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

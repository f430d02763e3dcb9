import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../components/format.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

interface VoidGrantProps {
  account: Schemas["AdminAccount"];
  batch: Schemas["CreditBatch"];
  onClose: () => void;
}

/** Takes back what is left of a batch, once that was confirmed. */
export function VoidGrant({ account, batch, onClose }: VoidGrantProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const path = { accountId: account.id, grantId: batch.id };
  const take = useApiMutation(
    (reason: string) =>
      client.POST("/api/admin/accounts/{accountId}/grants/{grantId}/void", {
        params: { path },
        body: { reason },
      }),
    ({ voided }) => {
      toastSuccess(t("admin.void.done", { credits: format.number(voided) }));
      onClose();
    },
  );
  const credits = format.number(batch.remaining);
  return (
    <ReasonDialog
      grave
      title={t("admin.void.title")}
      hint={t("admin.void.hint", { email: account.email, credits })}
      action={t("admin.void.of", { credits })}
      busy={take.isPending}
      onDecide={(reason) => take.mutate(reason)}
      onClose={onClose}
    />
  );
}

import { useTranslation } from "react-i18next";
import { client } from "../../api/client.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** Asks for the reason, and queues a generation again. */
export function RequeueDialog({
  generationId,
  onClose,
}: {
  generationId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const requeue = useApiMutation(
    (reason: string) =>
      client.POST("/api/admin/generations/{generationId}/requeue", {
        params: { path: { generationId } },
        body: { reason },
      }),
    () => toastSuccess(t("admin.queue.requeued")),
  );
  return (
    <ReasonDialog
      title={t("admin.queue.requeueTitle")}
      hint={t("admin.queue.requeueHint")}
      action={t("admin.queue.requeue")}
      busy={requeue.isPending}
      onDecide={(reason) => requeue.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

import { RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { client, type Schemas } from "../../api/client.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";

/** Actions to cancel, rerun and delete a generation. */
export function GenerationActions({ generation }: { generation: Schemas["GenerationDetail"] }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const path = "/api/account/generations/{generationId}";
  const params = { path: { generationId: generation.id } };
  const cancel = useApiMutation(
    () => client.POST(`${path}/cancel`, { params }),
    ({ status, completed_at }) => {
      const outcome = completed_at === null ? "requested" : "finished";
      toastSuccess(t(`generations.cancelOutcome.${status === "canceled" ? status : outcome}`));
    },
  );
  const remove = useApiMutation(
    () => client.DELETE(path, { params }),
    () => toastSuccess(t("generations.deleted")),
  );
  if (generation.completed_at === null)
    return (
      <Button busy={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {t("generation.cancel")}
      </Button>
    );
  return (
    <>
      <Link href={`/playground?again=${generation.id}`} className={buttonClass()}>
        <RotateCcw size={16} aria-hidden />
        {t("generations.runAgain")}
      </Link>
      <Button icon={Trash2} onClick={() => setDeleting(true)}>
        {t("generations.delete")}
      </Button>
      <ConfirmDialog
        open={deleting}
        title={t("generations.deleteTitle")}
        action={t("generations.delete")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => navigate("/generations") })}
        onClose={() => setDeleting(false)}
      >
        {t("generations.deleteHint")}
      </ConfirmDialog>
    </>
  );
}

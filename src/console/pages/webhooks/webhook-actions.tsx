import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { client, type Schemas } from "../../api/client.ts";
import { showSecret } from "../../api/unsaved-secret.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ActionMenu } from "../../components/menu.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { EditWebhookDialog } from "./edit-webhook-dialog.tsx";
import { TestEvent } from "./test-event.tsx";

interface WebhookActionsProps {
  webhook: Schemas["Webhook"];
  /** Called with the delivery of a sent test event. */
  onTested: (deliveryId: string) => void;
}

type OpenDialog = "edit" | "rotate" | "delete";

/** The actions of one endpoint. */
export function WebhookActions({ webhook, onTested }: WebhookActionsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<OpenDialog>();
  const enable = useApiMutation((enabled: boolean) =>
    client.PATCH("/api/account/webhooks/{webhookId}", {
      params: { path: { webhookId: webhook.id } },
      body: { enabled },
    }),
  );
  const close = () => setDialog(undefined);
  return (
    <>
      <TestEvent webhookId={webhook.id} onSent={({ id }) => onTested(id)} />
      <Button busy={enable.isPending} onClick={() => enable.mutate(!webhook.enabled)}>
        {webhook.enabled ? t("webhooks.disable") : t("webhooks.enable")}
      </Button>
      <ActionMenu
        label={t("common.moreActions")}
        actions={[
          { label: t("webhooks.edit"), onSelect: () => setDialog("edit") },
          { label: t("webhooks.rotate"), onSelect: () => setDialog("rotate") },
          { label: t("webhooks.delete"), destructive: true, onSelect: () => setDialog("delete") },
        ]}
      />
      {dialog === "edit" && <EditWebhookDialog webhook={webhook} onClose={close} />}
      {dialog === "rotate" && <RotateSecretDialog webhook={webhook} onClose={close} />}
      {dialog === "delete" && <DeleteWebhookDialog webhook={webhook} onClose={close} />}
    </>
  );
}

interface WebhookDialogProps {
  webhook: Schemas["Webhook"];
  onClose: () => void;
}

function RotateSecretDialog({ webhook, onClose }: WebhookDialogProps) {
  const { t } = useTranslation();
  const rotate = useApiMutation(
    (webhookId: string) =>
      client.POST("/api/account/webhooks/{webhookId}/rotate-secret", {
        params: { path: { webhookId } },
      }),
    (webhook) => showSecret({ webhook }),
  );
  return (
    <ConfirmDialog
      subtle
      open
      title={t("webhooks.rotateTitle")}
      action={t("webhooks.rotate")}
      busy={rotate.isPending}
      onConfirm={() => rotate.mutate(webhook.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {t("webhooks.rotateHint")}
    </ConfirmDialog>
  );
}

function DeleteWebhookDialog({ webhook, onClose }: WebhookDialogProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const remove = useApiMutation(
    (webhookId: string) =>
      client.DELETE("/api/account/webhooks/{webhookId}", { params: { path: { webhookId } } }),
    () => toastSuccess(t("webhooks.deleted")),
  );
  return (
    <ConfirmDialog
      open
      title={t("webhooks.deleteTitle")}
      action={t("webhooks.delete")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(webhook.id, { onSuccess: () => navigate("/webhooks") })}
      onClose={onClose}
    >
      <p>
        <strong>{webhook.label ?? webhook.url}</strong>
      </p>
      <p>{t("webhooks.deleteHint")}</p>
    </ConfirmDialog>
  );
}

import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { EndpointForm, isEndpointIssue } from "./endpoint-form.tsx";

interface EditWebhookDialogProps {
  webhook: Schemas["Webhook"];
  onClose: () => void;
}

/** A dialog that edits an endpoint. Its secret is unchanged. */
export function EditWebhookDialog({ webhook, onClose }: EditWebhookDialogProps) {
  const { t } = useTranslation();
  const update = useApiMutation(
    (body: Schemas["UpdateWebhookRequest"]) =>
      client.PATCH("/api/account/webhooks/{webhookId}", {
        params: { path: { webhookId: webhook.id } },
        body,
      }),
    () => toastSuccess(t("common.saved")),
    isEndpointIssue,
  );
  return (
    <Dialog open onClose={onClose} title={t("webhooks.edit")} hint={t("webhooks.editHint")}>
      <EndpointForm
        initial={webhook}
        action={t("common.save")}
        busy={update.isPending}
        error={update.error}
        onSend={({ label, ...values }) =>
          update.mutate({ ...values, label: label ?? null }, { onSuccess: onClose })
        }
        onClose={onClose}
      />
    </Dialog>
  );
}

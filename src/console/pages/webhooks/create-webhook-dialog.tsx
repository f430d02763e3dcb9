import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { EndpointForm, isEndpointIssue } from "./endpoint-form.tsx";

interface CreateWebhookDialogProps {
  onClose: () => void;
  onCreated: (webhook: Schemas["CreatedWebhook"]) => void;
}

/** A dialog that adds an endpoint. */
export function CreateWebhookDialog({ onClose, onCreated }: CreateWebhookDialogProps) {
  const { t } = useTranslation();
  const create = useApiMutation(
    (body: Schemas["CreateWebhookRequest"]) => client.POST("/api/account/webhooks", { body }),
    onCreated,
    isEndpointIssue,
  );
  return (
    <Dialog open onClose={onClose} title={t("webhooks.add")} hint={t("webhooks.newHint")}>
      <EndpointForm
        action={t("webhooks.add")}
        busy={create.isPending}
        error={create.error}
        onSend={({ label, ...values }) =>
          create.mutate({ ...values, ...(label !== undefined && { label }) })
        }
        onClose={onClose}
      />
    </Dialog>
  );
}

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { SecretField } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { VerificationCode } from "./verification-code.tsx";

interface WebhookSecretDialogProps {
  created: Schemas["CreatedWebhook"];
  onClose: () => void;
}

/** A dialog that shows a signing secret once, with code that verifies deliveries. */
export function WebhookSecretDialog({ created, onClose }: WebhookSecretDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      wide
      dismissible={false}
      onClose={onClose}
      title={t("webhooks.secret")}
      hint={t("common.secretHint")}
    >
      <div className="flex flex-col gap-6">
        <SecretField label={t("webhooks.secret")} value={created.secret} />
        <div>
          <h3 className="mb-1 font-medium">{t("webhooks.verify")}</h3>
          <VerificationCode />
        </div>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t("webhooks.secretSaved")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

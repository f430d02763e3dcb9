import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Secret } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Verify } from "./verify.tsx";

interface RevealProps {
  made: Schemas["CreatedWebhook"];
  onClose: () => void;
}

/** Shows an endpoint's secret this once, with the code that checks a delivery by it. */
export function RevealSecret({ made, onClose }: RevealProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      firm
      wide
      onClose={onClose}
      title={t("webhooks.secretMade")}
      hint={t("keys.madeHint")}
    >
      <div className="flex flex-col gap-6">
        <Secret label={t("webhooks.secret")} value={made.secret} />
        <div>
          <h3 className="mb-1 font-medium">{t("webhooks.verify")}</h3>
          <Verify />
        </div>
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {t("keys.kept")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

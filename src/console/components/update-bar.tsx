import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useIsOutdated } from "../api/update-check.ts";
import { Button } from "./button.tsx";

/** Offers to reload a tab that was opened before an update of the server. */
export function UpdateBar() {
  const { t } = useTranslation();
  const isOutdated = useIsOutdated();
  return (
    <div role="status">
      {isOutdated && (
        <div
          className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 border-b border-line
            bg-accent-soft px-4 py-2 text-small"
        >
          <p>
            <strong className="font-medium">{t("update.title")}</strong> {t("update.hint")}
          </p>
          <Button icon={RefreshCw} onClick={() => location.reload()}>
            {t("update.reload")}
          </Button>
        </div>
      )}
    </div>
  );
}

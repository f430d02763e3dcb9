import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

/** Shows that the browser is offline. The live region is always rendered, so that its text is announced. */
export function OfflineBar() {
  const { t } = useTranslation();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!isOnline && (
        <p
          className="flex items-center justify-center gap-2.5 border-b border-line bg-warn-soft px-4
            py-2 text-small"
        >
          <WifiOff size={16} aria-hidden className="shrink-0 text-warn" />
          <span>
            <strong className="font-medium">{t("offline.title")}</strong> {t("offline.hint")}
          </span>
        </p>
      )}
    </div>
  );
}

function subscribe(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}

import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.ts";

/** Shows the age of data whose updates fail. `updatedAt` is in milliseconds since 1970. */
export function StaleNotice({ updatedAt }: { updatedAt: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  useEverySecond();
  const ago = format.relative(new Date(updatedAt).toISOString());
  return (
    <div className="flex items-start gap-2.5 rounded-xl bg-warn-soft px-4 py-2.5 text-small">
      <CloudOff size={16} aria-hidden className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p role="alert">{t("stale.title")}</p>
        <p className="text-ink-2">{t("stale.since", { ago })}</p>
      </div>
    </div>
  );
}

function useEverySecond(): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}

import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { Timestamp } from "./timestamp.tsx";

/** A notice that the signed-in account is suspended. Renders nothing if it is not. */
export function SuspensionNotice() {
  const { t } = useTranslation();
  const account = api.useQuery("get", "/api/account");
  const since = account.data?.suspended_at ?? null;
  if (since === null) return undefined;
  return (
    <div role="note" className="flex items-start gap-3 rounded-xl bg-warn-soft p-4">
      <Ban size={18} aria-hidden className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-medium">{t("suspension.title")}</p>
        <p className="text-small text-ink-2">{t("suspension.hint")}</p>
        <p className="text-small text-ink-3">
          <Timestamp at={since} />
        </p>
      </div>
    </div>
  );
}

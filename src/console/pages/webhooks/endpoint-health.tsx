import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../components/format.ts";

/** A notice about a failing or disabled endpoint and how to fix it. */
export function EndpointHealth({ webhook }: { webhook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { disabled_reason: reason, disabled_at: at, failing, confirmed_at } = webhook;
  const count = webhook.failures_in_a_row;
  if (reason === null && count === 0 && !failing) return undefined;
  const state = count > 0 ? "faltering" : "lastFailed";
  return (
    <div role="status" className="flex gap-3 rounded-xl border border-line bg-warn-soft p-4">
      <TriangleAlert size={20} aria-hidden className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-medium">
          {reason === null
            ? t(`webhooks.statusName.${state}`, { count })
            : t("webhooks.disabledSince", { time: format.dateTime(at ?? webhook.created_at) })}
        </p>
        <p className="text-ink-2">{t(`webhooks.advice.${reason ?? state}`)}</p>
        {reason === null && confirmed_at === null && (
          <p className="text-ink-2">{t("webhooks.advice.unconfirmed")}</p>
        )}
      </div>
    </div>
  );
}

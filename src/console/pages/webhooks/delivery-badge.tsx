import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Badge, type BadgeTone } from "../../components/badge.tsx";

const TONES: Record<Schemas["DeliveryStatus"], BadgeTone> = {
  pending: "info",
  delivered: "good",
  failed: "bad",
};

/** The statuses of a delivery. */
export const deliveryStatuses: Schemas["DeliveryStatus"][] = ["pending", "delivered", "failed"];

/** The status of a delivery, with the last response code unless it waits for its first attempt. */
export function DeliveryBadge({ delivery }: { delivery: Schemas["Delivery"] }) {
  const { t } = useTranslation();
  const { status, attempt_count, attempts_left, last_status_code } = delivery;
  if (isRetrying(delivery)) {
    const attempt = { number: attempt_count + 1, count: attempt_count + attempts_left };
    const parts = [
      t("deliveries.retrying"),
      last_status_code ?? t("deliveries.noResponse"),
      t("deliveries.attemptOf", attempt),
    ];
    return <Badge tone="warn">{parts.join(" · ")}</Badge>;
  }
  const name = t(`deliveries.statusName.${status}`);
  const hasEnded = status !== "pending" && last_status_code !== null;
  return <Badge tone={TONES[status]}>{hasEnded ? `${name} · ${last_status_code}` : name}</Badge>;
}

/**
 * Returns whether a delivery is pending because its last attempt failed. A delivery that succeeded and was
 * resent is pending too.
 */
function isRetrying({ status, attempt_count, last_status_code }: Schemas["Delivery"]): boolean {
  const wasAccepted =
    last_status_code !== null && last_status_code >= 200 && last_status_code < 300;
  return status === "pending" && attempt_count > 0 && !wasAccepted;
}

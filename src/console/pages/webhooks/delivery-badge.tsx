import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Badge, type Tone } from "../../parts/badge.tsx";

const TONES: Record<Schemas["DeliveryStatus"], Tone> = {
  pending: "busy",
  delivered: "good",
  failed: "bad",
};

/** How a delivery can stand. */
export const deliveryStates: Schemas["DeliveryStatus"][] = ["pending", "delivered", "failed"];

/** How a delivery stands, and what the receiver last said. */
export function DeliveryBadge({ delivery }: { delivery: Schemas["Delivery"] }) {
  const { t } = useTranslation();
  const { status, last_status_code } = delivery;
  return (
    <Badge tone={TONES[status]}>
      {t(`deliveries.is.${status}`)}
      {last_status_code !== null && ` · ${last_status_code}`}
    </Badge>
  );
}

import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { CodeBlock } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { DeliveryAttempt } from "./delivery-attempt.tsx";
import { DeliveryBadge } from "./delivery-badge.tsx";

interface DeliveryDialogProps {
  webhookId: string;
  deliveryId: string;
  onClose: () => void;
}

const PATH = "/api/account/webhooks/{webhookId}/deliveries/{deliveryId}";

/** A dialog with the attempts of a delivery, refreshed every second while it is pending. */
export function DeliveryDialog({ webhookId, deliveryId, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const params = { path: { webhookId, deliveryId } };
  const delivery = api.useQuery(
    "get",
    PATH,
    { params },
    { refetchInterval: ({ state: { data } }) => data?.status === "pending" && 1000 },
  );
  const resend = useApiMutation(
    () => client.POST(`${PATH}/resend`, { params }),
    () => toastSuccess(t("deliveries.resent", { count: 1 })),
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("deliveries.delivery")}
      hint={<code className="font-mono text-small break-all">{deliveryId}</code>}
    >
      <QueryBoundary query={delivery}>
        {(data) => (
          <div className="flex flex-col gap-5">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <DeliverySummary delivery={data} />
              <Button
                icon={RotateCcw}
                busy={resend.isPending}
                onClick={() => resend.mutate(undefined)}
              >
                {t("deliveries.resend")}
              </Button>
            </div>
            {data.attempts.toReversed().map((attempt, index) => (
              <DeliveryAttempt key={attempt.number} attempt={attempt} isLast={index === 0} />
            ))}
            <div>
              <p className="mb-2 font-medium">{t("deliveries.body")}</p>
              <p className="mb-2 font-mono text-small text-ink-2 break-all">POST {data.url}</p>
              <CodeBlock copy label={t("deliveries.body")} text={formatJson(data.body)} />
            </div>
          </div>
        )}
      </QueryBoundary>
    </Dialog>
  );
}

function DeliverySummary({ delivery }: { delivery: Schemas["DeliveryDetail"] }) {
  const { t } = useTranslation();
  const next = delivery.next_attempt_at;
  return (
    <div role="status" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <DeliveryBadge delivery={delivery} />
      <code className="font-mono text-small">{delivery.event}</code>
      {delivery.attempts.length === 0 && (
        <span className="text-small text-ink-2">{t("deliveries.noAttempts")}</span>
      )}
      {delivery.attempts.length > 0 && next && (
        <span className="text-small text-ink-2">
          {t("deliveries.nextAttempt")} <Timestamp at={next} relative />
        </span>
      )}
    </div>
  );
}

function formatJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { useFormat } from "../../parts/format.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { useSend } from "../../parts/send.ts";
import { say } from "../../parts/toast.tsx";

interface DeliveryProps {
  webhookId: string;
  deliveryId: string;
  onClose: () => void;
}

/** What was sent and what came back, attempt by attempt. */
export function DeliveryDialog({ webhookId, deliveryId, onClose }: DeliveryProps) {
  const { t } = useTranslation();
  const params = { path: { webhookId, deliveryId } };
  const path = "/api/account/webhooks/{webhookId}/deliveries/{deliveryId}";
  const delivery = api.useQuery("get", path, { params });
  const resend = useSend(
    () => client.POST(`${path}/resend`, { params }),
    () => {
      say(t("deliveries.resent", { count: 1 }));
      onClose();
    },
  );
  return (
    <Dialog open wide onClose={onClose} title={t("deliveries.one")} hint={deliveryId}>
      <Loaded query={delivery}>
        {({ url, body, attempts }) => (
          <div className="flex flex-col gap-5">
            <div>
              <p className="mb-2 font-medium reading">POST {url}</p>
              <Code copy label={t("deliveries.body")} text={pretty(body)} />
            </div>
            {attempts.length === 0 && <p className="text-ink-2">{t("deliveries.notYet")}</p>}
            {attempts.map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
            <div className="flex justify-end">
              <Button
                icon={RotateCcw}
                busy={resend.isPending}
                onClick={() => resend.mutate(undefined)}
              >
                {t("deliveries.resend")}
              </Button>
            </div>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Attempt({ attempt }: { attempt: Schemas["DeliveryAttempt"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, status_code, started_at, duration_ms, error } = attempt;
  const reply = [headerLines(attempt.response_headers), attempt.response_body].join("\n\n").trim();
  return (
    <details open={number === 1} className="rounded-xl border border-line p-4">
      <summary className="font-medium">
        {t("deliveries.attempt", { number })} · {status_code ?? t("deliveries.noReply")} ·{" "}
        {format.exactly(started_at)} · {format.number(duration_ms)} ms
      </summary>
      <div className="mt-4 flex flex-col gap-3">
        {error && <p className="text-bad reading">{error}</p>}
        <p className="text-small font-medium">{t("deliveries.request")}</p>
        <Code label={t("deliveries.request")} text={headerLines(attempt.request_headers)} />
        {reply && (
          <>
            <p className="text-small font-medium">{t("deliveries.reply")}</p>
            <Code label={t("deliveries.reply")} text={reply} />
          </>
        )}
      </div>
    </details>
  );
}

function headerLines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

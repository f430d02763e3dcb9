import { Send } from "lucide-react";
import { useTranslation } from "react-i18next";
import { client } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { useSend } from "../../parts/send.ts";
import { say } from "../../parts/toast.tsx";

/** Sends an event with made-up data, to see whether the endpoint takes it. */
export function TestEvent({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const test = useSend(
    () =>
      client.POST("/api/account/webhooks/{webhookId}/test", {
        params: { path: { webhookId } },
        body: { event: "generation.succeeded" },
      }),
    () => say(t("webhooks.tested")),
  );
  return (
    <Button look="primary" icon={Send} busy={test.isPending} onClick={() => test.mutate(undefined)}>
      {t("webhooks.test")}
    </Button>
  );
}

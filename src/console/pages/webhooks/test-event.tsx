import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { ActionMenu } from "../../components/menu.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { webhookEvents } from "./endpoint-form.tsx";

interface TestEventProps {
  webhookId: string;
  /** Called with the created delivery, unless the user has left the page. */
  onSent: (delivery: Schemas["Delivery"]) => void;
}

/** A menu that sends a test event with sample data. */
export function TestEvent({ webhookId, onSent }: TestEventProps) {
  const { t } = useTranslation();
  const test = useApiMutation((event: Schemas["WebhookEventName"]) =>
    client.POST("/api/account/webhooks/{webhookId}/test", {
      params: { path: { webhookId } },
      body: { event },
    }),
  );
  return (
    <ActionMenu
      label={t("webhooks.test")}
      actions={webhookEvents.map((event) => ({
        label: t(`webhooks.event.${event}`),
        onSelect: () => test.mutate(event, { onSuccess: onSent }),
      }))}
      trigger={
        <Button variant="primary" icon={ChevronDown} busy={test.isPending}>
          {t("webhooks.test")}
        </Button>
      }
    />
  );
}

import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, TextField } from "../../parts/field.tsx";
import { readForm } from "../../parts/form-values.ts";
import { useSend } from "../../parts/send.ts";

/** What an endpoint can be told of. */
export const webhookEvents: Schemas["WebhookEventName"][] = [
  ...(["generation.succeeded", "generation.failed", "generation.canceled"] as const),
  ...(["credits.low", "credits.expiring"] as const),
];

interface NewWebhookProps {
  open: boolean;
  onClose: () => void;
  onMade: (webhook: Schemas["CreatedWebhook"]) => void;
}

/** Asks for the address of an endpoint and what to tell it. */
export function NewWebhook({ open, onClose, onMade }: NewWebhookProps) {
  const { t } = useTranslation();
  const create = useSend(
    (body: Schemas["CreateWebhookRequest"]) => client.POST("/api/account/webhooks", { body }),
    onMade,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const label = form.text("label");
    create.mutate({
      url: form.text("url") ?? "",
      events: webhookEvents.filter((name) => form.all("events").includes(name)),
      ...(label !== undefined && { label }),
    });
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("webhooks.add")} hint={t("webhooks.addHint")}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          name="url"
          type="url"
          label={t("webhooks.url")}
          placeholder="https://example.com/webhooks/darkroom"
          required
        />
        <TextField name="label" label={t("keys.name")} maxLength={100} autoComplete="off" />
        <fieldset>
          <legend className="mb-1 text-small font-medium">{t("webhooks.events")}</legend>
          {webhookEvents.map((name) => (
            <CheckField
              key={name}
              name="events"
              value={name}
              defaultChecked={name !== "generation.canceled"}
              label={t(`webhooks.event.${name}`)}
            />
          ))}
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            {t("webhooks.add")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

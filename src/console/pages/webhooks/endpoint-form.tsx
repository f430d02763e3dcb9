import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { Button } from "../../components/button.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";

/** What an endpoint can be told of. */
export const webhookEvents: Schemas["WebhookEventName"][] = [
  ...(["generation.succeeded", "generation.failed", "generation.canceled"] as const),
  ...(["credits.low", "credits.expiring"] as const),
];

/** What a person has typed of an endpoint. */
export interface EndpointDraft {
  url: string;
  label: string | undefined;
  events: Schemas["WebhookEventName"][];
}

interface EndpointFormProps {
  /** What stands there at first. */
  now?: Schemas["Webhook"];
  action: string;
  busy: boolean;
  /** Why the last try was refused. */
  error: unknown;
  onSend: (wish: EndpointDraft) => void;
  onClose: () => void;
}

/** Asks for the address of an endpoint and what to tell it. */
export function EndpointForm({ now, action, busy, error, onSend, onClose }: EndpointFormProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget);
    const events = webhookEvents.filter((name) => form.all("events").includes(name));
    onSend({ url: form.text("url") ?? "", label: form.text("label"), events });
  };
  const [urlIssue, eventsIssue] = [findFieldIssue(error, "url"), findFieldIssue(error, "events")];
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        name="url"
        type="url"
        label={t("webhooks.url")}
        hint={t("webhooks.addHint")}
        placeholder="https://example.com/webhooks/darkroom"
        defaultValue={now?.url ?? ""}
        fault={urlIssue && t("webhooks.urlRefused")}
        maxLength={2048}
        required
      />
      <TextField
        name="label"
        label={t("keys.name")}
        defaultValue={now?.label ?? ""}
        maxLength={100}
        autoComplete="off"
      />
      <Events now={now?.events} isMissing={eventsIssue !== undefined} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("action.cancel")}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {action}
        </Button>
      </div>
    </Form>
  );
}

interface EventsProps {
  now: Schemas["WebhookEventName"][] | undefined;
  isMissing: boolean;
}

function Events({ now, isMissing }: EventsProps) {
  const { t } = useTranslation();
  const isChosen = (name: Schemas["WebhookEventName"]) =>
    now?.includes(name) ?? name !== "generation.canceled";
  return (
    <fieldset>
      <legend className="mb-1 text-small font-medium">{t("webhooks.events")}</legend>
      {webhookEvents.map((name) => (
        <CheckField
          key={name}
          name="events"
          value={name}
          defaultChecked={isChosen(name)}
          label={t(`webhooks.event.${name}`)}
        />
      ))}
      {isMissing && (
        <p role="alert" className="text-small text-bad">
          {t("webhooks.noEvents")}
        </p>
      )}
    </fieldset>
  );
}

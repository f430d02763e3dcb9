import { Form } from "@base-ui/react/form";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { findFieldIssue } from "../../api/errors.ts";
import { Button } from "../../components/button.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";

/** The event types of webhooks. */
export const webhookEvents: Schemas["WebhookEventName"][] = [
  "generation.succeeded",
  "generation.failed",
  "generation.canceled",
  "credits.low",
  "credits.expiring",
  "key.leaked",
  "batch.completed",
  "batch.failed",
  "batch.expired",
  "batch.cancelled",
];

// Events that few receivers need, and those of batches, whose bodies have another format.
const NOT_PRESELECTED = /^(?:generation\.canceled|batch\..+)$/;

/** Returns whether the form shows an error at its fields. */
export function isEndpointIssue(error: unknown): boolean {
  return ["url", "events"].some((field) => findFieldIssue(error, field) !== undefined);
}

/** The values of the form. */
interface EndpointDraft {
  url: string;
  label: string | undefined;
  events: Schemas["WebhookEventName"][];
}

interface EndpointFormProps {
  /** The initial values. */
  initial?: Schemas["Webhook"];
  action: string;
  busy: boolean;
  /** The error of the last submission. */
  error: unknown;
  onSend: (values: EndpointDraft) => void;
  onClose: () => void;
}

/** The form for the URL, name and events of an endpoint. */
export function EndpointForm({ initial, action, busy, error, onSend, onClose }: EndpointFormProps) {
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
        defaultValue={initial?.url ?? ""}
        error={urlIssue && t("webhooks.urlRejected")}
        maxLength={2048}
        required
      />
      <TextField
        name="label"
        label={t("common.name")}
        defaultValue={initial?.label ?? ""}
        maxLength={100}
        autoComplete="off"
      />
      <Events initial={initial?.events} isMissing={eventsIssue !== undefined} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {action}
        </Button>
      </div>
    </Form>
  );
}

interface EventsProps {
  initial: Schemas["WebhookEventName"][] | undefined;
  isMissing: boolean;
}

function Events({ initial, isMissing }: EventsProps) {
  const { t } = useTranslation();
  const isChosen = (name: Schemas["WebhookEventName"]) =>
    initial?.includes(name) ?? !NOT_PRESELECTED.test(name);
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
          {t("webhooks.eventsRequired")}
        </p>
      )}
    </fieldset>
  );
}

import { Form } from "@base-ui/react/form";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { toDateTimeInput } from "../../components/format.ts";
import { readForm } from "../../components/form-values.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";

const HOUR_MS = 3_600_000;
const HOURS = { hour: 1, day: 24, week: 168 } as const;
// The server deletes older deliveries.
const RETENTION_HOURS = 720;

/** A dialog that resends deliveries that failed since a chosen time. */
export function ResendFailedDialog({
  webhookId,
  onClose,
}: {
  webhookId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const resend = useApiMutation(
    (since: string) =>
      client.POST("/api/account/webhooks/{webhookId}/resend-failed", {
        params: { path: { webhookId } },
        body: { since },
      }),
    ({ resent: count }) =>
      toastSuccess(count === 0 ? t("deliveries.noneResent") : t("deliveries.resent", { count })),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = readForm(event.currentTarget);
    resend.mutate(toStartTime(text("since"), text("time")).toISOString(), { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("deliveries.resendTitle")}
      hint={t("deliveries.resendHint")}
    >
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <StartTimeFields />
        <div className="mt-2 flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="primary" busy={resend.isPending}>
            {t("deliveries.resend")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function StartTimeFields() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState("day");
  return (
    <>
      <SelectField
        name="since"
        label={t("deliveries.failedIn")}
        value={choice}
        onChange={({ target }) => setChoice(target.value)}
        options={[
          ["hour", t("deliveries.lastHour")],
          ["day", t("deliveries.last24Hours")],
          ["week", t("deliveries.last7Days")],
          ["custom", t("deliveries.customTime")],
        ]}
      />
      {choice === "custom" && (
        <TextField
          name="time"
          type="datetime-local"
          label={t("deliveries.startTime")}
          hint={Intl.DateTimeFormat().resolvedOptions().timeZone}
          defaultValue={toDateTimeInput(hoursAgo(HOURS.day))}
          min={toDateTimeInput(hoursAgo(RETENTION_HOURS))}
          max={toDateTimeInput(new Date())}
          required
        />
      )}
    </>
  );
}

function toStartTime(choice: string | undefined, time: string | undefined): Date {
  if (time !== undefined) return new Date(time);
  return hoursAgo(choice === "hour" || choice === "week" ? HOURS[choice] : HOURS.day);
}

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * HOUR_MS);
}

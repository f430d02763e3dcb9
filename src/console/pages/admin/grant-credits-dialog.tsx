import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { useFormat } from "../../components/format.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";
import { isKnownReference, useGrantCredits } from "./use-grant-credits.ts";

type GrantRequest = Schemas["GrantCreditsRequest"];

const SOURCES: GrantRequest["source"][] = ["purchase", "promo", "adjust", "plan"];
const SUPPORT_SOURCES: GrantRequest["source"][] = ["adjust"];
const MAX_CREDITS = 100_000_000;
const MAX_DAYS = 3650;
const DAY_MS = 86_400_000;

interface GrantCreditsDialogProps {
  account: Schemas["AdminAccount"];
  onClose: () => void;
}

/** A dialog that grants credits and previews the result. */
export function GrantCreditsDialog({ account, onClose }: GrantCreditsDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [preview, setPreview] = useState({ credits: 0, days: undefined as number | undefined });
  const granted = { count: preview.credits, credits: format.number(preview.credits) };
  const send = useGrantCredits(account.id, (grant) =>
    toastSuccess(
      grant === null
        ? t("admin.grant.alreadyDone")
        : t("admin.grant.done", {
            count: grant.amount,
            credits: format.number(grant.amount),
            email: account.email,
          }),
    ),
  );
  return (
    <ReasonDialog
      wide
      title={t("grant.grantCredits")}
      hint={account.email}
      action={preview.credits > 0 ? t("admin.grant.submit", granted) : t("grant.grantCredits")}
      busy={send.isPending}
      onChange={(form) => setPreview(readPreview(form))}
      onDecide={(reason, form) =>
        send.mutate({ ...readGrantForm(form), reason }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <GrantFields
        referenceError={isKnownReference(send.error) ? t("admin.grant.referenceUsed") : undefined}
      />
      {preview.credits > 0 && (
        <p className="rounded-xl bg-sunken px-4 py-3">
          {t(
            preview.days === undefined ? "admin.grant.previewNeverExpires" : "admin.grant.preview",
            {
              ...granted,
              email: account.email,
              day: format.day(toExpiryDate(preview.days)),
            },
          )}
        </p>
      )}
    </ReasonDialog>
  );
}

function GrantFields({ referenceError }: { referenceError: string | undefined }) {
  const { t } = useTranslation();
  const sources = useHasRole("finance") ? SOURCES : SUPPORT_SOURCES;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="credits"
        type="number"
        label={t("admin.grant.credits")}
        min={1}
        max={MAX_CREDITS}
        required
      />
      <TextField
        name="days"
        type="number"
        label={t("admin.grant.days")}
        hint={t("admin.grant.daysHint")}
        min={1}
        max={MAX_DAYS}
      />
      <SelectField
        name="source"
        label={t("grant.source")}
        options={sources.map((each) => [each, t(`grantSource.${each}`)])}
      />
      <TextField
        name="reference"
        label={t("admin.grant.reference")}
        hint={t("admin.grant.referenceHint")}
        error={referenceError}
        maxLength={200}
        autoComplete="off"
      />
      <div className="sm:col-span-2">
        <TextField
          name="note"
          label={t("admin.grant.note")}
          hint={t("admin.grant.noteHint")}
          maxLength={500}
          autoComplete="off"
        />
      </div>
    </div>
  );
}

function readPreview(form: HTMLFormElement) {
  const { number } = readForm(form);
  return { credits: Math.min(number("credits") ?? 0, MAX_CREDITS), days: number("days") };
}

function readGrantForm(form: HTMLFormElement): Omit<GrantRequest, "reason"> {
  const { text, number } = readForm(form);
  const [note, reference] = [text("note"), text("reference")];
  return {
    credits: number("credits") ?? 0,
    source: SOURCES.find((each) => each === text("source")) ?? "purchase",
    expires_in_days: number("days") ?? null,
    ...(note !== undefined && { note }),
    ...(reference !== undefined && { reference }),
  };
}

function toExpiryDate(days = 0): string {
  return new Date(Date.now() + Math.min(days, MAX_DAYS) * DAY_MS).toISOString();
}

import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { readForm } from "../../components/form-values.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Plan = Schemas["Plan"];

const MAX_DAYS = 3_650;
const MAX_GRANT = 100_000_000;
const MAX_CAP = 1_000_000_000;
const MAX_PRIORITY = 100;
const MAX_BLOCKED = 1_000_000;

interface PlanFormProps {
  plan: Plan;
  onClose: () => void;
}

/** A dialog that changes the credits and settings of a plan. Its limits by API do not change. */
export function PlanForm({ plan, onClose }: PlanFormProps) {
  const { t } = useTranslation();
  const put = useUpdatePlan(() => toastSuccess(t("common.saved")));
  return (
    <ReasonDialog
      wide
      title={t("admin.plans.edit")}
      hint={plan.id}
      action={t("common.save")}
      busy={put.isPending}
      onDecide={(reason, form) =>
        put.mutate(
          { id: plan.id, reason, changes: readPlanForm(plan, form) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <CreditFields plan={plan} />
      <SettingFields plan={plan} />
      <WorkFields plan={plan} />
    </ReasonDialog>
  );
}

interface PlanChange {
  id: string;
  reason: string;
  changes: Partial<Plan>;
}

/** Applies changes to the current plan of the server, because other admins may have changed its limits. */
function useUpdatePlan(onSuccess: () => void) {
  return useApiMutation(async ({ id, reason, changes }: PlanChange) => {
    const { data, error } = await client.GET("/api/admin/plans");
    const current = data?.data.find((each) => each.id === id);
    if (current === undefined) return { error };
    return client.PUT("/api/admin/plans", { body: { ...current, ...changes, reason } });
  }, onSuccess);
}

function readPlanForm(plan: Plan, element: HTMLFormElement): Partial<Plan> {
  const form = readForm(element);
  return {
    name: form.text("name") ?? plan.name,
    monthly_grant_credits: form.number("monthly_grant") ?? 0,
    monthly_credit_cap: form.number("monthly_cap") ?? null,
    retention_days: form.number("retention") ?? null,
    max_key_days: form.number("key_days") ?? null,
    priority: form.number("priority") ?? 0,
    blocked_per_day: form.number("blocked_per_day") ?? null,
    min_moderation: form.text("moderation") === "auto" ? "auto" : "low",
    image_metadata: form.text("metadata") === "remove" ? "remove" : "keep",
  };
}

function CreditFields({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <TextField
        name="name"
        label={t("common.name")}
        hint={t("admin.plans.nameHint")}
        defaultValue={plan.name}
        maxLength={100}
        autoComplete="off"
        required
      />
      <TextField
        name="monthly_grant"
        type="number"
        label={t("admin.plans.monthlyGrant")}
        min={0}
        max={MAX_GRANT}
        defaultValue={plan.monthly_grant_credits}
        required
      />
      <TextField
        name="monthly_cap"
        type="number"
        label={t("admin.plans.monthlyCap")}
        hint={t("admin.plans.noLimitHint")}
        min={1}
        max={MAX_CAP}
        defaultValue={plan.monthly_credit_cap ?? ""}
      />
    </div>
  );
}

function SettingFields({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="retention"
        type="number"
        label={t("admin.plans.retentionDays")}
        hint={t("admin.plans.retentionHint")}
        min={0}
        max={MAX_DAYS}
        defaultValue={plan.retention_days ?? ""}
      />
      <TextField
        name="key_days"
        type="number"
        label={t("admin.plans.keyDays")}
        hint={t("admin.plans.noLimitHint")}
        min={1}
        max={MAX_DAYS}
        defaultValue={plan.max_key_days ?? ""}
      />
      <SelectField
        name="moderation"
        label={t("admin.plans.moderation")}
        hint={t("admin.plans.moderationHint")}
        defaultValue={plan.min_moderation}
        options={[
          ["low", t("admin.plans.moderationLow")],
          ["auto", t("admin.plans.moderationAuto")],
        ]}
      />
      <SelectField
        name="metadata"
        label={t("admin.plans.metadata")}
        hint={t("admin.plans.metadataHint")}
        defaultValue={plan.image_metadata}
        options={[
          ["keep", t("admin.plans.metadataKeep")],
          ["remove", t("admin.plans.metadataRemove")],
        ]}
      />
    </div>
  );
}

function WorkFields({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        name="priority"
        type="number"
        label={t("admin.plans.priority")}
        hint={t("admin.plans.priorityHint")}
        min={0}
        max={MAX_PRIORITY}
        defaultValue={plan.priority}
        required
      />
      <TextField
        name="blocked_per_day"
        type="number"
        label={t("admin.plans.blockedPerDay")}
        hint={t("admin.plans.blockedHint")}
        min={1}
        max={MAX_BLOCKED}
        defaultValue={plan.blocked_per_day ?? ""}
      />
    </div>
  );
}

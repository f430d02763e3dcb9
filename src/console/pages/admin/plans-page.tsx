import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { useFormat } from "../../components/format.ts";
import { ActionMenu } from "../../components/menu.tsx";
import { Card, Page } from "../../components/page.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { PlanForm } from "./plan-form.tsx";
import { useHasRole } from "./use-has-role.ts";

type Plan = Schemas["Plan"];

/** The admin page of plans. */
export function PlansPage() {
  const { t } = useTranslation();
  const plans = api.useQuery("get", "/api/admin/plans");
  const [edited, setEdited] = useState<Plan>();
  return (
    <Page title={t("adminNav.plans")} hint={t("admin.plans.hint")}>
      <Card flush>
        <QueryBoundary query={plans} rows={3}>
          {({ data }) => <PlanTable plans={data} onEdit={setEdited} />}
        </QueryBoundary>
      </Card>
      {edited && <PlanForm plan={edited} onClose={() => setEdited(undefined)} />}
    </Page>
  );
}

interface PlanTableProps {
  plans: Plan[];
  onEdit: (plan: Plan) => void;
}

function PlanTable({ plans, onEdit }: PlanTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isFinance = useHasRole("finance");
  const columns: TableColumn<Plan>[] = [
    { head: t("admin.plan"), cell: (plan) => <PlanName plan={plan} /> },
    {
      head: t("admin.plans.monthlyGrant"),
      number: true,
      wideOnly: true,
      cell: ({ monthly_grant_credits }) => format.number(monthly_grant_credits),
    },
    {
      head: t("admin.plans.monthlyCap"),
      number: true,
      wideOnly: true,
      cell: ({ monthly_credit_cap: cap }) => (cap === null ? "–" : format.number(cap)),
    },
    { head: t("admin.plans.retention"), cell: (plan) => <Retention plan={plan} /> },
    {
      head: t("admin.plans.keyLifetime"),
      wideOnly: true,
      cell: ({ max_key_days: count }) =>
        count === null ? "–" : t("admin.plans.days", { count, days: format.number(count) }),
    },
    { head: t("admin.plans.images"), cell: (plan) => <ImagePolicy plan={plan} /> },
    {
      head: "",
      number: true,
      cell: (plan) => (
        <ActionMenu
          label={t("common.actionsFor", { name: plan.name })}
          actions={[{ label: t("admin.plans.edit"), onSelect: () => onEdit(plan) }]}
        />
      ),
    },
  ];
  return (
    <Table
      label={t("adminNav.plans")}
      columns={isFinance ? columns : columns.slice(0, -1)}
      rows={plans}
      getRowKey={({ id }) => id}
    />
  );
}

function PlanName({ plan: { id, name } }: { plan: Plan }) {
  return (
    <>
      <p className="font-medium">{name}</p>
      <p className="font-mono text-small text-ink-3">{id}</p>
    </>
  );
}

function Retention({ plan: { retention_days: count } }: { plan: Plan }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (count === null) return <>{t("admin.plans.serverDefault")}</>;
  if (count === 0) return <>{t("admin.plans.keptUntilDeleted")}</>;
  return <>{t("admin.plans.days", { count, days: format.number(count) })}</>;
}

/** What the plan requires of generated images, beside the defaults. */
function ImagePolicy({ plan: { min_moderation, image_metadata } }: { plan: Plan }) {
  const { t } = useTranslation();
  if (min_moderation === "low" && image_metadata === "keep") return <>–</>;
  return (
    <span className="flex flex-wrap gap-1">
      {min_moderation === "auto" && <Badge tone="neutral">{t("admin.plans.moderated")}</Badge>}
      {image_metadata === "remove" && (
        <Badge tone="neutral">{t("admin.plans.metadataRemoved")}</Badge>
      )}
    </span>
  );
}

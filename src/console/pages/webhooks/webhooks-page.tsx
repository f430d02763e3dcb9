import { Plus, Webhook as Hook } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { showSecret } from "../../api/unsaved-secret.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { hideQuery } from "../../components/public-url.ts";
import { type TableColumn, Table } from "../../components/table.tsx";
import { DeliveryBadge } from "./delivery-badge.tsx";
import { CreateWebhookDialog } from "./create-webhook-dialog.tsx";

type Webhook = Schemas["Webhook"];

const REFRESH_MS = 5000;

/** The page of webhook endpoints. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const webhooks = api.useQuery(
    "get",
    "/api/account/webhooks",
    {},
    { refetchInterval: REFRESH_MS },
  );
  const [dialog, setDialog] = useState(false);
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setDialog(true)}>
      {t("webhooks.add")}
    </Button>
  );
  const show = (webhook: Schemas["CreatedWebhook"]) => {
    setDialog(false);
    showSecret({ webhook });
  };
  return (
    <Page title={t("nav.webhooks")} hint={t("webhooks.hint")} actions={add}>
      <Card flush>
        <QueryBoundary query={webhooks}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState icon={Hook} title={t("common.noEndpoints")} hint={t("webhooks.noneHint")}>
                {add}
              </EmptyState>
            ) : (
              <WebhookTable webhooks={data} />
            )
          }
        </QueryBoundary>
      </Card>
      {dialog && <CreateWebhookDialog onClose={() => setDialog(false)} onCreated={show} />}
    </Page>
  );
}

function WebhookTable({ webhooks }: { webhooks: Webhook[] }) {
  const { t } = useTranslation();
  const columns: TableColumn<Webhook>[] = [
    {
      head: t("webhooks.endpoint"),
      cell: (webhook) => <EndpointName webhook={webhook} />,
    },
    { head: t("common.status"), cell: (webhook) => <WebhookStatusBadge webhook={webhook} /> },
    {
      head: t("webhooks.lastDelivery"),
      cell: ({ last_delivery: last }) =>
        last ? (
          <div className="flex flex-wrap items-center gap-2 max-sm:justify-end">
            <DeliveryBadge delivery={last} />
            <Timestamp at={last.created_at} relative />
          </div>
        ) : (
          t("common.never")
        ),
    },
    {
      head: t("webhooks.events"),
      wideOnly: true,
      cell: ({ events }) => (
        <span className="font-mono text-small text-ink-2">{events.join(", ")}</span>
      ),
    },
  ];
  return (
    <Table label={t("nav.webhooks")} columns={columns} rows={webhooks} getRowKey={({ id }) => id} />
  );
}

/** The name or host of an endpoint. The query of its URL can contain a secret and is shortened. */
function EndpointName({ webhook: { id, label, url } }: { webhook: Webhook }) {
  return (
    <div className="max-w-md sm:w-44 lg:w-64">
      <Link
        href={`/webhooks/${id}`}
        className="font-medium underline decoration-line underline-offset-4 hover:decoration-ink
          user-text"
      >
        {label ?? new URL(url).host}
      </Link>
      <p className="truncate text-small text-ink-3" title={hideQuery(url)}>
        {hideQuery(url)}
      </p>
    </div>
  );
}

/** The status of an endpoint. */
export function WebhookStatusBadge({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { disabled_reason, failing, failures_in_a_row } = webhook;
  if (disabled_reason === "by_you")
    return <Badge tone="neutral">{t("webhooks.statusName.by_you")}</Badge>;
  if (disabled_reason)
    return <Badge tone="bad">{t(`webhooks.statusName.${disabled_reason}`)}</Badge>;
  if (failing || failures_in_a_row > 0) {
    const counted = t("webhooks.statusName.faltering", { count: failures_in_a_row });
    return (
      <Badge tone="bad">
        {t("webhooks.statusName.lastFailed")}
        {failures_in_a_row > 0 && ` · ${counted}`}
      </Badge>
    );
  }
  return <Badge tone="good">{t("webhooks.statusName.enabled")}</Badge>;
}

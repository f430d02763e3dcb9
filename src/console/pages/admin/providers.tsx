import { Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Badge, type BadgeTone } from "../../components/badge.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";

type Health = Schemas["ProviderHealth"];

const TONES: Record<Health["state"], BadgeTone> = { up: "good", down: "bad", probing: "warn" };
const REFRESH_MS = 10_000;

/** The health of the configured providers, refreshed periodically. */
export function Providers() {
  const { t } = useTranslation();
  const providers = api.useQuery(
    "get",
    "/api/admin/providers",
    {},
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Card flush title={t("admin.providers.title")} hint={t("admin.providers.hint")}>
      <QueryBoundary query={providers}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState
              icon={Unplug}
              title={t("admin.providers.none")}
              hint={t("admin.providers.noneHint")}
            />
          ) : (
            <ProviderTable providers={data} />
          )
        }
      </QueryBoundary>
    </Card>
  );
}

function ProviderTable({ providers }: { providers: Health[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Health>[] = [
    {
      head: t("admin.providers.provider"),
      cell: ({ provider }) => <span className="font-medium">{provider}</span>,
    },
    { head: t("common.status"), cell: (health) => <ProviderStatusBadge health={health} /> },
    {
      head: t("admin.providers.calls"),
      number: true,
      cell: ({ calls_last_hour }) => format.number(calls_last_hour),
    },
    {
      head: t("admin.providers.failures"),
      number: true,
      cell: ({ failures_last_hour: count }) => (
        <span className={count > 0 ? "font-semibold text-bad" : ""}>{format.number(count)}</span>
      ),
    },
    {
      head: t("admin.providers.unconfirmedCharges"),
      number: true,
      cell: ({ spend_unknown }) => format.number(spend_unknown),
    },
    {
      head: t("admin.providers.lastSuccess"),
      cell: ({ last_success_at }) =>
        last_success_at ? <Timestamp at={last_success_at} relative /> : t("common.never"),
    },
    {
      head: t("admin.providers.lastError"),
      cell: ({ last_error }) => <LastError text={last_error} />,
    },
  ];
  return (
    <Table
      label={t("admin.providers.title")}
      columns={columns}
      rows={providers}
      getRowKey={({ provider }) => provider}
    />
  );
}

function LastError({ text }: { text: string | null }) {
  const { t } = useTranslation();
  if (text === null) return t("common.none");
  return (
    <p className="line-clamp-3 max-w-72 min-w-48 text-small user-text" title={text}>
      {text}
    </p>
  );
}

function ProviderStatusBadge({ health: { state, since, next_probe_at } }: { health: Health }) {
  const { t } = useTranslation();
  return (
    <div className="whitespace-nowrap">
      <Badge tone={TONES[state]}>{t(`admin.providers.stateName.${state}`)}</Badge>
      {state !== "up" && since && (
        <p className="mt-1 text-small text-ink-3">
          {t("admin.providers.since")} <Timestamp at={since} />
        </p>
      )}
      {state === "down" && next_probe_at && (
        <p className="text-small text-ink-3">
          {t("admin.providers.nextRetry")} <Timestamp at={next_probe_at} relative />
        </p>
      )}
    </div>
  );
}

import { Server } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { DeadJobs } from "./dead-jobs.tsx";
import { StuckGenerations } from "./stuck-generations.tsx";

type State = Schemas["Queue"];
type Worker = Schemas["Worker"];

const REFRESH_MS = 5000;

/** The admin page of the queue, refreshed periodically. */
export function QueuePage() {
  const { t } = useTranslation();
  const queue = api.useQuery("get", "/api/admin/queue", {}, { refetchInterval: REFRESH_MS });
  return (
    <Page title={t("adminNav.queue")} hint={t("admin.queue.hint")}>
      <QueryBoundary query={queue} rows={6}>
        {(data) => (
          <>
            <Counts queue={data} />
            <StuckGenerations stuck={data.stuck} />
            <DeadJobs />
            <Workers workers={data.workers} />
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}

function Counts({ queue }: { queue: State }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workers, oldest_queued_at, oldest_delivery_at } = queue;
  const since = (at: string | null) =>
    at === null ? t("admin.queue.empty") : t("admin.queue.oldest", { ago: format.relative(at) });
  return (
    <Stats
      items={[
        {
          name: t("generationStatus.queued"),
          value: queue.queued,
          unit: "",
          hint: since(oldest_queued_at),
        },
        {
          name: t("generationStatus.running"),
          value: queue.running,
          unit: "",
          hint: t("admin.queue.onWorkers", { count: workers.length }),
        },
        {
          name: t("admin.queue.deliveries"),
          value: queue.deliveries_pending,
          unit: "",
          hint: since(oldest_delivery_at),
        },
      ]}
    />
  );
}

function Workers({ workers }: { workers: Worker[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Worker>[] = [
    {
      head: t("admin.queue.worker"),
      // The last characters are unique; the first encode the start time.
      cell: ({ id }) => (
        <span className="font-mono text-small" title={id}>{`…${id.slice(-12)}`}</span>
      ),
    },
    {
      head: t("generationStatus.running"),
      number: true,
      cell: ({ running }) => format.number(running),
    },
    {
      head: t("admin.queue.heartbeat"),
      cell: ({ seen_at }) => <Timestamp at={seen_at} relative />,
    },
    {
      head: t("admin.queue.startedAt"),
      cell: ({ started_at }) => <Timestamp at={started_at} relative />,
    },
  ];
  return (
    <Card flush title={t("admin.queue.workers")} hint={t("admin.queue.workersHint")}>
      {workers.length === 0 ? (
        <EmptyState
          icon={Server}
          title={t("admin.queue.noWorkers")}
          hint={t("admin.queue.noWorkersHint")}
        />
      ) : (
        <Table
          label={t("admin.queue.workers")}
          columns={columns}
          rows={workers}
          getRowKey={({ id }) => id}
        />
      )}
    </Card>
  );
}

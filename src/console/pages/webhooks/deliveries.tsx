import { RotateCcw, Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { SelectField } from "../../components/field.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { DeliveryBadge, deliveryStatuses } from "./delivery-badge.tsx";
import { webhookEvents } from "./endpoint-form.tsx";
import { ResendFailedDialog } from "./resend-failed-dialog.tsx";

type Delivery = Schemas["Delivery"];

interface DeliveriesProps {
  webhookId: string;
  onOpen: (deliveryId: string) => void;
}

/** The deliveries of an endpoint, refreshed every second while one is pending. */
export function Deliveries({ webhookId, onOpen }: DeliveriesProps) {
  const { t } = useTranslation();
  const [resending, setResending] = useState(false);
  const deliveries = useDeliveries(webhookId);
  return (
    <Card
      flush
      title={t("deliveries.title")}
      hint={t("deliveries.hint")}
      actions={<Filters onResend={() => setResending(true)} />}
    >
      <QueryBoundary query={deliveries} rows={4}>
        {({ data, next_cursor }) => (
          <>
            {data.length > 0 ? (
              <DeliveryTable deliveries={data} onOpen={onOpen} />
            ) : (
              <NoDeliveries />
            )}
            <Pager next={next_cursor} />
          </>
        )}
      </QueryBoundary>
      {resending && (
        <ResendFailedDialog webhookId={webhookId} onClose={() => setResending(false)} />
      )}
    </Card>
  );
}

function NoDeliveries() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  const isFiltered = ["status", "event", "cursor"].some((name) => urlState.get(name) !== undefined);
  if (!isFiltered)
    return <EmptyState icon={Send} title={t("deliveries.none")} hint={t("deliveries.noneHint")} />;
  return (
    <EmptyState icon={Send} title={t("common.noResults")} hint={t("common.noResultsHint")}>
      <Button onClick={() => urlState.set({ status: undefined, event: undefined })}>
        {t("common.clearFilters")}
      </Button>
    </EmptyState>
  );
}

function useDeliveries(webhookId: string) {
  const urlState = useUrlState();
  const status = deliveryStatuses.find((each) => each === urlState.get("status"));
  const event = webhookEvents.find((each) => each === urlState.get("event"));
  const cursor = urlState.get("cursor");
  const query = { ...(status && { status }), ...(event && { event }), ...(cursor && { cursor }) };
  const isMoving = (all: Delivery[] = []) => all.some((each) => each.status === "pending");
  return api.useQuery(
    "get",
    "/api/account/webhooks/{webhookId}/deliveries",
    { params: { path: { webhookId }, query } },
    { refetchInterval: ({ state: { data } }) => (isMoving(data?.data) ? 1000 : 15_000) },
  );
}

function Filters({ onResend }: { onResend: () => void }) {
  const { t } = useTranslation();
  const urlState = useUrlState();
  return (
    <div className="grid w-full grid-cols-2 items-end gap-2 sm:flex sm:w-auto">
      <SelectField
        label={t("common.status")}
        value={urlState.get("status") ?? ""}
        onChange={({ target }) => urlState.set({ status: target.value })}
        options={[
          ["", t("common.all")],
          ...deliveryStatuses.map((each): [string, string] => [
            each,
            t(`deliveries.statusName.${each}`),
          ]),
        ]}
      />
      <SelectField
        label={t("deliveries.event")}
        value={urlState.get("event") ?? ""}
        onChange={({ target }) => urlState.set({ event: target.value })}
        options={[
          ["", t("common.all")],
          ...webhookEvents.map((each): [string, string] => [each, each]),
        ]}
      />
      <Button icon={RotateCcw} className="col-span-2" onClick={onResend}>
        {t("deliveries.resendFailed")}
      </Button>
    </div>
  );
}

interface DeliveryTableProps {
  deliveries: Delivery[];
  onOpen: (deliveryId: string) => void;
}

function DeliveryTable({ deliveries, onOpen }: DeliveryTableProps) {
  const { t } = useTranslation();
  const columns: TableColumn<Delivery>[] = [
    {
      head: t("deliveries.event"),
      cell: ({ id, event, test }) => (
        <button
          type="button"
          onClick={() => onOpen(id)}
          className="text-left font-mono text-small whitespace-nowrap underline decoration-edge
            underline-offset-4 hover:decoration-ink"
        >
          {event}
          {test && ` · ${t("deliveries.test")}`}
        </button>
      ),
    },
    { head: t("common.status"), cell: (delivery) => <DeliveryBadge delivery={delivery} /> },
    { head: t("deliveries.attempts"), number: true, cell: ({ attempt_count }) => attempt_count },
    { head: t("common.date"), cell: ({ created_at }) => <Timestamp at={created_at} /> },
    {
      head: t("deliveries.nextAttempt"),
      wideOnly: true,
      cell: ({ next_attempt_at: next }) => next && <Timestamp at={next} relative />,
    },
  ];
  return (
    <Table
      label={t("deliveries.title")}
      columns={columns}
      rows={deliveries}
      getRowKey={({ id }) => id}
    />
  );
}

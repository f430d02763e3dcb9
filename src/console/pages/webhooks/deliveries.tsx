import { RotateCcw, Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { useAddress } from "../../parts/address.ts";
import { Badge, type Tone } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { SelectField } from "../../parts/field.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Card, Empty } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { useSend } from "../../parts/send.ts";
import { type Column, Table } from "../../parts/table.tsx";
import { say } from "../../parts/toast.tsx";
import { DeliveryDialog } from "./delivery.tsx";

type Delivery = Schemas["Delivery"];
type Status = Schemas["DeliveryStatus"];

const STATUSES: Status[] = ["pending", "delivered", "failed"];
const TONES: Record<Status, Tone> = { pending: "busy", delivered: "good", failed: "bad" };
const DAY_MS = 86_400_000;

/** What was and will be sent to an endpoint; read again while something is on its way. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const address = useAddress();
  const [open, setOpen] = useState<string>();
  const status = STATUSES.find((each) => each === address.get("status"));
  const cursor = address.get("cursor");
  const query = { ...(status && { status }), ...(cursor && { cursor }) };
  const deliveries = useDeliveries(webhookId, query);
  return (
    <Card
      flush
      title={t("deliveries.title")}
      hint={t("deliveries.hint")}
      actions={<Choices webhookId={webhookId} status={status} />}
    >
      <Loaded query={deliveries} rows={4}>
        {({ data, next_cursor }) => (
          <>
            {data.length === 0 ? (
              <Empty icon={Send} title={t("deliveries.none")} hint={t("deliveries.noneHint")} />
            ) : (
              <DeliveryTable deliveries={data} open={setOpen} />
            )}
            <Pager next={next_cursor} />
          </>
        )}
      </Loaded>
      {open && (
        <DeliveryDialog
          webhookId={webhookId}
          deliveryId={open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Card>
  );
}

function useDeliveries(webhookId: string, query: { status?: Status; cursor?: string }) {
  const soon = (all: Delivery[] = []) => all.some(({ status }) => status === "pending");
  return api.useQuery(
    "get",
    "/api/account/webhooks/{webhookId}/deliveries",
    { params: { path: { webhookId }, query } },
    { refetchInterval: ({ state: { data } }) => (soon(data?.data) ? 1000 : 15_000) },
  );
}

function Choices({ webhookId, status }: { webhookId: string; status: Status | undefined }) {
  const { t } = useTranslation();
  const address = useAddress();
  return (
    <div className="flex flex-wrap items-end gap-2">
      <SelectField
        label={t("keys.state")}
        value={status ?? ""}
        onChange={({ target }) => address.set({ status: target.value })}
        options={[
          ["", t("ledger.all")],
          ...STATUSES.map((each): [string, string] => [each, t(`deliveries.is.${each}`)]),
        ]}
      />
      <ResendFailed webhookId={webhookId} />
    </div>
  );
}

function ResendFailed({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const resend = useSend(
    (since: string) =>
      client.POST("/api/account/webhooks/{webhookId}/resend-failed", {
        params: { path: { webhookId } },
        body: { since },
      }),
    ({ resent }) => say(t("deliveries.resent", { count: resent })),
  );
  const yesterday = () => new Date(Date.now() - DAY_MS).toISOString();
  return (
    <Button icon={RotateCcw} busy={resend.isPending} onClick={() => resend.mutate(yesterday())}>
      {t("deliveries.resendFailed")}
    </Button>
  );
}

interface DeliveryTableProps {
  deliveries: Delivery[];
  open: (id: string) => void;
}

function DeliveryTable({ deliveries, open }: DeliveryTableProps) {
  const { t } = useTranslation();
  const columns: Column<Delivery>[] = [
    {
      head: t("deliveries.event"),
      cell: ({ id, event, test }) => (
        <button
          type="button"
          onClick={() => open(id)}
          className="font-mono text-small underline decoration-line underline-offset-4
            hover:decoration-ink"
        >
          {event}
          {test && ` · ${t("deliveries.test")}`}
        </button>
      ),
    },
    { head: t("keys.state"), cell: (delivery) => <DeliveryBadge delivery={delivery} /> },
    { head: t("deliveries.attempts"), number: true, cell: ({ attempt_count }) => attempt_count },
    { head: t("ledger.at"), cell: ({ created_at }) => <Moment at={created_at} /> },
  ];
  return (
    <Table
      label={t("deliveries.title")}
      columns={columns}
      rows={deliveries}
      keyOf={({ id }) => id}
    />
  );
}

/** How a delivery stands, and what the receiver last said. */
export function DeliveryBadge({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { status, last_status_code } = delivery;
  return (
    <Badge tone={TONES[status]}>
      {t(`deliveries.is.${status}`)}
      {last_status_code !== null && ` · ${last_status_code}`}
    </Badge>
  );
}

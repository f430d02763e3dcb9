import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { client, type Schemas } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { type TableColumn, Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { RequeueDialog } from "./requeue-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";

type Stuck = Schemas["StuckGeneration"];

/** Generations that take too long, with an action to cancel them. */
export function StuckGenerations({ stuck }: { stuck: Stuck[] }) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<Stuck>();
  const [requeued, setRequeued] = useState<Stuck>();
  return (
    <Card flush title={t("admin.queue.stuck")} hint={t("admin.queue.stuckHint")}>
      {stuck.length === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title={t("admin.queue.noneStuck")}
          hint={t("admin.queue.noneStuckHint")}
        />
      ) : (
        <StuckTable stuck={stuck} onCancel={setSelected} onRequeue={setRequeued} />
      )}
      {selected && (
        <CancelGenerationDialog generation={selected} onClose={() => setSelected(undefined)} />
      )}
      {requeued && (
        <RequeueDialog generationId={requeued.id} onClose={() => setRequeued(undefined)} />
      )}
    </Card>
  );
}

interface StuckTableProps {
  stuck: Stuck[];
  onCancel: (generation: Stuck) => void;
  onRequeue: (generation: Stuck) => void;
}

function StuckTable({ stuck, onCancel, onRequeue }: StuckTableProps) {
  const { t } = useTranslation();
  const isAdmin = useHasRole("admin");
  const columns: TableColumn<Stuck>[] = [
    {
      head: t("common.generation"),
      cell: (generation) => <GenerationOwner generation={generation} />,
    },
    {
      head: t("common.status"),
      cell: (generation) => <StuckStatus generation={generation} />,
    },
    {
      head: t("parameter.model"),
      cell: (generation) => <ModelAndProvider generation={generation} />,
    },
    {
      head: t("admin.queue.accepted"),
      cell: ({ created_at }) => <Timestamp at={created_at} relative />,
    },
    {
      head: t("admin.queue.deadline"),
      cell: ({ deadline_at }) => <Timestamp at={deadline_at} relative />,
    },
    {
      head: "",
      number: true,
      cell: (generation) =>
        generation.cancel_requested_at === null && (
          <div className="flex flex-wrap justify-end gap-2">
            {isAdmin && (
              <Button onClick={() => onRequeue(generation)}>{t("admin.queue.requeue")}</Button>
            )}
            <Button onClick={() => onCancel(generation)}>{t("generation.cancel")}</Button>
          </div>
        ),
    },
  ];
  return (
    <Table
      label={t("admin.queue.stuck")}
      columns={columns}
      rows={stuck}
      getRowKey={({ id }) => id}
    />
  );
}

function ModelAndProvider({ generation: { model, provider } }: { generation: Stuck }) {
  return (
    <>
      <p>{model}</p>
      {provider && <p className="text-small text-ink-3">{provider}</p>}
    </>
  );
}

function GenerationOwner({ generation: { id, account_id, account_email } }: { generation: Stuck }) {
  return (
    <div className="sm:w-72">
      <Link
        href={`/admin/accounts/${account_id}`}
        className="block font-medium wrap-anywhere sm:truncate underline decoration-line underline-offset-4
          hover:decoration-ink"
      >
        {account_email}
      </Link>
      <p className="font-mono text-small text-ink-3 wrap-anywhere sm:truncate">{id}</p>
    </div>
  );
}

function StuckStatus({ generation: { status, cancel_requested_at } }: { generation: Stuck }) {
  const { t } = useTranslation();
  if (cancel_requested_at === null)
    return <Badge tone="warn">{t(`generationStatus.${status}`)}</Badge>;
  return <Badge tone="neutral">{t("admin.queue.canceling")}</Badge>;
}

function CancelGenerationDialog({
  generation,
  onClose,
}: {
  generation: Stuck;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const cancel = useApiMutation(
    (reason: string) =>
      client.POST("/api/admin/generations/{generationId}/cancel", {
        params: { path: { generationId: generation.id } },
        body: { reason },
      }),
    ({ outcome }) => toastSuccess(t(`admin.queue.cancelOutcome.${outcome}`)),
  );
  return (
    <ReasonDialog
      destructive
      title={t("admin.queue.cancelTitle")}
      hint={t("admin.queue.cancelHint", { email: generation.account_email })}
      action={t("generation.cancel")}
      dismissLabel={t("common.close")}
      busy={cancel.isPending}
      onDecide={(reason) => cancel.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

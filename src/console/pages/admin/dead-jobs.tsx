import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";

type Job = Schemas["DeadJob"];
type Change = "retry" | "remove";

const REFRESH_MS = 5000;

/** Jobs that have used up their attempts, with actions for admins. Nothing if there are none. */
export function DeadJobs() {
  const { t } = useTranslation();
  const { data } = api.useQuery("get", "/api/admin/dead-jobs", {}, { refetchInterval: REFRESH_MS });
  const [selected, setSelected] = useState<{ job: Job; change: Change }>();
  const isAdmin = useHasRole("admin");
  if (data === undefined || data.data.length === 0) return null;
  const columns: TableColumn<Job>[] = [
    {
      head: t("admin.queue.job"),
      cell: (job) => <JobName job={job} />,
    },
    {
      head: t("admin.queue.lastError"),
      cell: ({ last_error }) => <p className="wrap-anywhere">{last_error?.split("\n")[0]}</p>,
    },
    {
      head: t("admin.queue.failedAt"),
      cell: ({ failed_at }) => <Timestamp at={failed_at} relative />,
    },
    {
      head: "",
      number: true,
      cell: (job) =>
        isAdmin && (
          <div className="flex flex-wrap justify-end gap-2">
            {(["retry", "remove"] as const).map((change) => (
              <Button key={change} onClick={() => setSelected({ job, change })}>
                {t(`admin.queue.${change}Job`)}
              </Button>
            ))}
          </div>
        ),
    },
  ];
  return (
    <Card flush title={t("admin.queue.deadJobs")} hint={t("admin.queue.deadJobsHint")}>
      <Table
        label={t("admin.queue.deadJobs")}
        columns={columns}
        rows={data.data}
        getRowKey={({ id }) => id}
      />
      {selected && <ChangeJobDialog {...selected} onClose={() => setSelected(undefined)} />}
    </Card>
  );
}

function JobName({ job: { task, id } }: { job: Job }) {
  return (
    <>
      <p>{task}</p>
      <p className="font-mono text-small text-ink-3">{id}</p>
    </>
  );
}

interface ChangeJobProps {
  job: Job;
  change: Change;
  onClose: () => void;
}

function ChangeJobDialog({ job, change, onClose }: ChangeJobProps) {
  const { t } = useTranslation();
  const mutation = useApiMutation(
    (reason: string) =>
      client.POST(`/api/admin/dead-jobs/{jobId}/${change}`, {
        params: { path: { jobId: job.id } },
        body: { reason },
      }),
    () => toastSuccess(t(`admin.queue.${change}JobDone`)),
  );
  return (
    <ReasonDialog
      destructive={change === "remove"}
      title={t(`admin.queue.${change}JobTitle`)}
      hint={t(`admin.queue.${change}JobHint`)}
      action={t(`admin.queue.${change}Job`)}
      busy={mutation.isPending}
      onDecide={(reason) => mutation.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

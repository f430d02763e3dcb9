import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card } from "../../components/page.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { type TableColumn, Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import { describeDevice } from "./device.ts";

type Session = Schemas["Session"];

/** The sessions of the account. */
export function Sessions() {
  const { t } = useTranslation();
  const sessions = api.useQuery("get", "/api/account/sessions");
  const endOthers = useApiMutation(
    () => client.DELETE("/api/account/sessions"),
    () => toastSuccess(t("settings.othersSignedOut")),
  );
  const isAlone = sessions.data?.data.every(({ current }) => current) ?? true;
  return (
    <Card
      flush
      title={t("settings.sessions")}
      hint={isAlone ? t("settings.noOtherSessions") : t("settings.sessionsHint")}
      actions={
        !isAlone && (
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            {t("settings.signOutOthers")}
          </Button>
        )
      }
    >
      <QueryBoundary query={sessions}>
        {({ data }) => <SessionTable sessions={data} />}
      </QueryBoundary>
    </Card>
  );
}

function SessionTable({ sessions }: { sessions: Session[] }) {
  const { t } = useTranslation();
  const end = useApiMutation(
    (sessionId: string) =>
      client.DELETE("/api/account/sessions/{sessionId}", { params: { path: { sessionId } } }),
    () => toastSuccess(t("settings.deviceSignedOut")),
  );
  const columns: TableColumn<Session>[] = [
    { head: t("settings.device"), cell: (session) => <SessionDevice session={session} /> },
    {
      head: t("settings.signedInAt"),
      wideOnly: true,
      cell: (session) => <Timestamp at={session.created_at} />,
    },
    {
      head: t("common.lastUsed"),
      cell: (session) => <Timestamp at={session.last_seen_at} relative />,
    },
    {
      head: "",
      number: true,
      cell: ({ id, current }) =>
        !current && (
          <Button busy={end.isPending && end.variables === id} onClick={() => end.mutate(id)}>
            {t("settings.signOutDevice")}
          </Button>
        ),
    },
  ];
  return (
    <Table
      label={t("settings.sessions")}
      columns={columns}
      rows={sessions}
      getRowKey={({ id }) => id}
    />
  );
}

function SessionDevice({ session: { user_agent, address, current } }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-40">
      <p className="line-clamp-2 max-w-md user-text" title={user_agent ?? undefined}>
        {user_agent === null ? t("settings.unknownBrowser") : describeDevice(user_agent)}
      </p>
      <p className="flex items-center gap-2 text-small text-ink-3">
        {address}
        {current && <Badge tone="good">{t("settings.thisDevice")}</Badge>}
      </p>
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { api, client, type Schemas } from "../../api/client.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Card } from "../../parts/page.tsx";
import { useSend } from "../../parts/send.ts";
import { type Column, Table } from "../../parts/table.tsx";

type Session = Schemas["Session"];

/** Where the account is signed in. */
export function Sessions() {
  const { t } = useTranslation();
  const sessions = api.useQuery("get", "/api/account/sessions");
  const others = useSend(() => client.DELETE("/api/account/sessions"));
  const one = useSend((sessionId: string) =>
    client.DELETE("/api/account/sessions/{sessionId}", { params: { path: { sessionId } } }),
  );
  const columns: Column<Session>[] = [
    {
      head: t("settings.device"),
      cell: (session) => <Place session={session} />,
    },
    { head: t("keys.lastUsed"), cell: (session) => <Moment at={session.last_seen_at} relative /> },
    {
      head: "",
      number: true,
      cell: ({ id, current }) =>
        !current && <Button onClick={() => one.mutate(id)}>{t("settings.end")}</Button>,
    },
  ];
  return (
    <Card
      flush
      title={t("settings.sessions")}
      actions={
        <Button busy={others.isPending} onClick={() => others.mutate(undefined)}>
          {t("settings.endOthers")}
        </Button>
      }
    >
      <Loaded query={sessions}>
        {({ data }) => (
          <Table
            label={t("settings.sessions")}
            columns={columns}
            rows={data}
            keyOf={({ id }) => id}
          />
        )}
      </Loaded>
    </Card>
  );
}

function Place({ session: { user_agent, address, current } }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-48">
      <p className="line-clamp-2 reading">{user_agent ?? t("settings.unknown")}</p>
      <p className="flex items-center gap-2 text-small text-ink-3">
        {address}
        {current && <Badge tone="good">{t("settings.here")}</Badge>}
      </p>
    </div>
  );
}

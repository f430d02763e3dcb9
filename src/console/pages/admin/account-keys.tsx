import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Badge, type BadgeTone } from "../../components/badge.tsx";
import { useFormat } from "../../components/format.ts";
import { Card, EmptyState } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { Timestamp } from "../../components/timestamp.tsx";

type Key = Schemas["Key"];

const TONES: Record<Key["status"], BadgeTone> = {
  active: "good",
  expired: "warn",
  revoked: "neutral",
};

/** The API keys of an account. */
export function AccountKeys({ keys }: { keys: Key[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Key>[] = [
    {
      head: t("common.name"),
      cell: ({ label, dialect, prefix, last_four }) => (
        <div className="min-w-36 max-w-72">
          <p className="truncate font-medium">{label ?? t("key.unnamed")}</p>
          <p className="text-small text-ink-3">
            {t(`api.${dialect}`)} · <span className="font-mono">{`${prefix}…${last_four}`}</span>
          </p>
        </div>
      ),
    },
    {
      head: t("common.status"),
      cell: ({ status }) => <Badge tone={TONES[status]}>{t(`keyStatus.${status}`)}</Badge>,
    },
    {
      head: t("key.creditsThisMonth"),
      number: true,
      cell: ({ month_credits }) => format.number(month_credits),
    },
    {
      head: t("common.lastUsed"),
      cell: ({ last_used_at }) =>
        last_used_at ? <Timestamp at={last_used_at} relative /> : t("common.never"),
    },
  ];
  return (
    <Card flush title={t("nav.keys")}>
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("key.none")} hint={t("admin.account.noKeysHint")} />
      ) : (
        <Table label={t("nav.keys")} columns={columns} rows={keys} getRowKey={({ id }) => id} />
      )}
    </Card>
  );
}

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { useIsRestricted } from "../../components/plan-restriction.tsx";
import { useFormat } from "../../components/format.ts";
import { ActionMenu } from "../../components/menu.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { dialects } from "../../components/snippets.ts";
import { type Column, Table } from "../../components/table.tsx";

type Key = Schemas["Key"];

const TONES: Record<Key["status"], Tone> = { active: "good", expired: "warn", revoked: "neutral" };

interface KeyTableProps {
  keys: Key[];
  openDialog: (what: "revoke" | "rotate", key: Key) => void;
}

/** The keys with their status and credits of the current month. */
export function KeyTable({ keys, openDialog }: KeyTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Key>[] = [
    { head: t("keys.name"), cell: (key) => <KeyName subject={key} /> },
    {
      head: t("keys.status"),
      cell: ({ status }) => <Badge tone={TONES[status]}>{t(`keys.is.${status}`)}</Badge>,
    },
    {
      head: t("keys.month"),
      number: true,
      cell: ({ month_credits }) => format.number(month_credits),
    },
    {
      head: t("keys.lastUsed"),
      cell: ({ last_used_at }) =>
        last_used_at ? <Timestamp at={last_used_at} relative /> : t("keys.never"),
    },
    {
      head: t("keys.expires"),
      wideOnly: true,
      cell: ({ expires_at }) => (expires_at ? format.day(expires_at) : t("keys.neverExpires")),
    },
    { head: t("keys.limits"), wideOnly: true, cell: (key) => <Limits subject={key} /> },
    { head: "", number: true, cell: (key) => <KeyActions subject={key} openDialog={openDialog} /> },
  ];
  return <Table label={t("nav.keys")} columns={columns} rows={keys} keyOf={({ id }) => id} />;
}

function KeyName({ subject }: { subject: Key }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { label, dialect, prefix, last_four, old_secret_until, expires_at, status } = subject;
  const isClosed = useIsRestricted(dialect);
  return (
    <div className="min-w-44">
      <p className="max-w-72 truncate font-medium" title={label ?? undefined}>
        {label ?? t("keys.unnamed")}
      </p>
      <p className="text-small text-ink-3">
        {dialects[dialect]} ·{" "}
        <span className="font-mono whitespace-nowrap">{`${prefix}…${last_four}`}</span>
      </p>
      {expires_at && (
        <p className="text-small text-ink-3 lg:hidden">
          {t("keys.expires")}: {format.day(expires_at)}
        </p>
      )}
      {isClosed && status === "active" && (
        <p className="text-small text-warn">{t("keys.planClosed")}</p>
      )}
      {old_secret_until && (
        <p className="text-small text-warn">
          {t("keys.oldUntil")} <Timestamp at={old_secret_until} />
        </p>
      )}
    </div>
  );
}

function Limits({ subject }: { subject: Key }) {
  const { t } = useTranslation();
  const { requests_per_hour, running_limit } = subject;
  if (requests_per_hour === null && running_limit === null) return t("keys.noLimit");
  return (
    <div className="text-small whitespace-nowrap">
      {requests_per_hour !== null && <p>{t("keys.perHour", { count: requests_per_hour })}</p>}
      {running_limit !== null && <p>{t("keys.atOnce", { count: running_limit })}</p>}
    </div>
  );
}

function KeyActions({
  subject,
  openDialog,
}: {
  subject: Key;
  openDialog: KeyTableProps["openDialog"];
}) {
  const { t } = useTranslation();
  if (subject.status === "revoked") return undefined;
  return (
    <ActionMenu
      label={t("keys.actions", { name: subject.label ?? subject.last_four })}
      actions={[
        { text: t("keys.rotate"), run: () => openDialog("rotate", subject) },
        { text: t("keys.revoke"), destructive: true, run: () => openDialog("revoke", subject) },
      ]}
    />
  );
}

import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Badge, type BadgeTone } from "../../components/badge.tsx";
import { useIsRestricted } from "../../components/plan-restriction.tsx";
import { useFormat } from "../../components/format.ts";
import { ActionMenu } from "../../components/menu.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";

type Key = Schemas["Key"];

const TONES: Record<Key["status"], BadgeTone> = {
  active: "good",
  expired: "warn",
  revoked: "neutral",
};

interface KeyTableProps {
  keys: Key[];
  openDialog: (what: "edit" | "revoke" | "rotate", key: Key) => void;
}

/** The keys with their status and credits of the current month. */
export function KeyTable({ keys, openDialog }: KeyTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Key>[] = [
    { head: t("common.name"), cell: (key) => <KeyName apiKey={key} /> },
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
    {
      head: t("grant.expires"),
      wideOnly: true,
      cell: ({ expires_at }) => (expires_at ? format.day(expires_at) : t("common.neverExpires")),
    },
    { head: t("keys.limits"), wideOnly: true, cell: (key) => <Limits apiKey={key} /> },
    { head: "", number: true, cell: (key) => <KeyActions apiKey={key} openDialog={openDialog} /> },
  ];
  return <Table label={t("nav.keys")} columns={columns} rows={keys} getRowKey={({ id }) => id} />;
}

function KeyName({ apiKey }: { apiKey: Key }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { label, dialect, prefix, last_four, old_secret_until, expires_at, status, scopes } =
    apiKey;
  const isRestricted = useIsRestricted(dialect);
  return (
    <div className="min-w-44">
      <p className="max-w-72 truncate font-medium" title={label ?? undefined}>
        {label ?? t("key.unnamed")}
      </p>
      <p className="text-small text-ink-3">
        {t(`api.${dialect}`)} ·{" "}
        <span className="font-mono whitespace-nowrap">{`${prefix}…${last_four}`}</span>
      </p>
      <p className="text-small text-ink-3">
        {scopes.map((scope) => t(`keys.scope.${scope}`)).join(" · ")}
      </p>
      {expires_at && (
        <p className="text-small text-ink-3 max-sm:hidden lg:hidden">
          {t("grant.expires")}: {format.day(expires_at)}
        </p>
      )}
      {isRestricted && status === "active" && (
        <p className="text-small text-warn">{t("keys.notInPlan")}</p>
      )}
      {old_secret_until && status === "active" && (
        <p className="text-small text-warn">
          {t("keys.oldSecretUntil")} <Timestamp at={old_secret_until} />
        </p>
      )}
    </div>
  );
}

function Limits({ apiKey }: { apiKey: Key }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { requests_per_hour, running_limit, budget, allowed_addresses: addresses } = apiKey;
  const isUnlimited = requests_per_hour === null && running_limit === null && budget === null;
  if (isUnlimited && addresses.length === 0) return t("common.none");
  return (
    <div className="text-small whitespace-nowrap">
      {requests_per_hour !== null && <p>{t("keys.perHour", { count: requests_per_hour })}</p>}
      {running_limit !== null && <p>{t("keys.concurrent", { count: running_limit })}</p>}
      {budget !== null && (
        <p>
          {t(`keys.budgetUsed.${budget.period}`, {
            count: budget.credits,
            spent: format.number(budget.spent_credits),
            credits: format.number(budget.credits),
          })}
        </p>
      )}
      {addresses.length > 0 && (
        <p title={addresses.join(", ")}>{t("keys.addresses", { count: addresses.length })}</p>
      )}
    </div>
  );
}

function KeyActions({
  apiKey,
  openDialog,
}: {
  apiKey: Key;
  openDialog: KeyTableProps["openDialog"];
}) {
  const { t } = useTranslation();
  if (apiKey.status === "revoked") return undefined;
  const changes = [
    { label: t("keys.edit"), onSelect: () => openDialog("edit", apiKey) },
    { label: t("keys.rotate"), onSelect: () => openDialog("rotate", apiKey) },
  ];
  return (
    <ActionMenu
      label={t("common.actionsFor", { name: apiKey.label ?? apiKey.last_four })}
      actions={[
        ...(apiKey.status === "active" ? changes : []),
        {
          label: t("keys.revoke"),
          destructive: true,
          onSelect: () => openDialog("revoke", apiKey),
        },
      ]}
    />
  );
}

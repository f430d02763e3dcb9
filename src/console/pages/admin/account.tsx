import { Coins, KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, Empty, Page } from "../../components/page.tsx";
import { dialects } from "../../components/snippets.ts";
import { type Column, Table } from "../../components/table.tsx";
import { AccountActions } from "./account-actions.tsx";
import { AccountState } from "./accounts.tsx";
import { AuditList } from "./audit-list.tsx";
import { VoidGrant } from "./void-grant.tsx";

type Account = Schemas["AdminAccountDetail"];
type Grant = Schemas["CreditBatch"];
type Key = Schemas["Key"];

/** The admin page of one account. */
export function AccountPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams<{ id: string }>();
  const account = api.useQuery("get", "/api/admin/accounts/{accountId}", {
    params: { path: { accountId: id } },
  });
  return (
    <Page
      title={account.data?.email ?? t("admin.account.one")}
      hint={account.data?.name ?? undefined}
      actions={account.data && <AccountActions account={account.data} />}
    >
      <Link href="/admin/accounts" className="-mt-4 text-accent underline underline-offset-4">
        {t("admin.account.back")}
      </Link>
      <QueryBoundary query={account} rows={6}>
        {(data) => (
          <>
            <Balance account={data} />
            <Details account={data} />
            <Grants account={data} />
            <Keys keys={data.keys} />
            <AdminActivity accountId={data.id} />
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}

function Balance({ account: { credits, held, batches } }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  const expiries = batches.flatMap(({ expires_at, remaining }) =>
    expires_at === null || remaining === 0 ? [] : [expires_at],
  );
  const [next] = expiries.toSorted();
  const nextCredits = batches.reduce(
    (sum, { expires_at, remaining }) => (expires_at === next ? sum + remaining : sum),
    0,
  );
  return (
    <Stats
      items={[
        {
          name: t("credits.available"),
          value: format.number(credits),
          hint: t("admin.account.grants", { count: batches.length }),
        },
        { name: t("credits.held"), value: format.number(held), hint: t("credits.heldHint") },
        {
          name: t("credits.next"),
          value: format.number(next === undefined ? 0 : nextCredits),
          hint: next === undefined ? t("credits.nextNone") : format.dateTime(next),
        },
      ]}
    />
  );
}

function Details({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { plan, created_at, last_seen_at, disabled_at, id } = account;
  return (
    <Card title={t("webhooks.details")}>
      <DescriptionList
        items={[
          [t("admin.plan"), plan.name],
          [t("keys.status"), <AccountState key="state" account={account} />],
          ...(disabled_at === null
            ? []
            : [[t("admin.account.disabledAt"), <Timestamp key="off" at={disabled_at} />] as const]),
          [t("admin.account.since"), <Timestamp key="since" at={created_at} />],
          [
            t("admin.account.seen"),
            last_seen_at ? <Timestamp key="seen" at={last_seen_at} relative /> : t("keys.never"),
          ],
          [
            t("admin.account.id"),
            <code key="id" className="font-mono text-small">
              {id}
            </code>,
          ],
        ].map(([name, value]) => [String(name), value])}
      />
    </Card>
  );
}

function Grants({ account }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [selected, setSelected] = useState<Grant>();
  const columns: Column<Grant>[] = [
    { head: t("credits.source"), cell: (grant) => <GrantName grant={grant} /> },
    {
      head: t("credits.remaining"),
      number: true,
      cell: ({ remaining }) => <strong>{format.number(remaining)}</strong>,
    },
    { head: t("credits.held"), number: true, cell: ({ held }) => format.number(held) },
    { head: t("credits.amount"), number: true, cell: ({ amount }) => format.number(amount) },
    {
      head: t("credits.expires"),
      cell: ({ expires_at }) =>
        expires_at ? <Timestamp at={expires_at} /> : t("keys.neverExpires"),
    },
    {
      head: "",
      number: true,
      cell: (grant) => (
        <Button
          aria-label={t("admin.void.of", { credits: format.number(grant.remaining) })}
          onClick={() => setSelected(grant)}
        >
          {t("admin.void.do")}
        </Button>
      ),
    },
  ];
  return (
    <Card flush title={t("credits.grants")} hint={t("credits.grantsHint")}>
      {account.batches.length === 0 ? (
        <Empty icon={Coins} title={t("credits.none")} hint={t("admin.account.noCreditsHint")} />
      ) : (
        <Table
          label={t("credits.grants")}
          columns={columns}
          rows={account.batches}
          keyOf={({ id }) => id}
        />
      )}
      {selected && (
        <VoidGrant account={account} grant={selected} onClose={() => setSelected(undefined)} />
      )}
    </Card>
  );
}

function GrantName({ grant: { source, note, created_at } }: { grant: Grant }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-36">
      <p className="font-medium">{t(`credits.from.${source}`)}</p>
      <p className="text-small text-ink-3">
        <Timestamp at={created_at} />
      </p>
      {note && <p className="text-small text-ink-3 reading">{note}</p>}
    </div>
  );
}

const TONES: Record<Key["status"], Tone> = { active: "good", expired: "warn", revoked: "neutral" };

function Keys({ keys }: { keys: Key[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Key>[] = [
    {
      head: t("keys.name"),
      cell: ({ label, dialect, prefix, last_four }) => (
        <div className="min-w-36 max-w-72">
          <p className="truncate font-medium">{label ?? t("keys.unnamed")}</p>
          <p className="text-small text-ink-3">
            {dialects[dialect]} · <span className="font-mono">{`${prefix}…${last_four}`}</span>
          </p>
        </div>
      ),
    },
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
  ];
  return (
    <Card flush title={t("nav.keys")}>
      {keys.length === 0 ? (
        <Empty icon={KeyRound} title={t("keys.none")} hint={t("admin.account.noKeysHint")} />
      ) : (
        <Table label={t("nav.keys")} columns={columns} rows={keys} keyOf={({ id }) => id} />
      )}
    </Card>
  );
}

function AdminActivity({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const entries = api.useQuery("get", "/api/admin/audit", {
    params: { query: { account_id: accountId, limit: 5 } },
  });
  const all = (
    <Link
      href={`/admin/audit?account=${accountId}`}
      className="text-accent underline underline-offset-4"
    >
      {t("admin.account.allChanges")}
    </Link>
  );
  return (
    <Card flush title={t("admin.account.changes")} actions={all}>
      <QueryBoundary query={entries}>
        {({ data }) => <AuditList entries={data} isOneAccount />}
      </QueryBoundary>
    </Card>
  );
}

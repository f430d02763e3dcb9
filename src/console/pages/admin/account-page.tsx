import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { DescriptionList } from "../../components/description-list.tsx";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, Page } from "../../components/page.tsx";
import { AccountActions } from "./account-actions.tsx";
import { AccountGrants } from "./account-grants.tsx";
import { AccountKeys } from "./account-keys.tsx";
import { AccountStatusBadge } from "./accounts-page.tsx";
import { AuditList } from "../../components/audit-list.tsx";

type Account = Schemas["AdminAccountDetail"];

/** The admin page of one account. */
export function AccountPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams<{ id: string }>();
  const account = api.useQuery("get", "/api/admin/accounts/{accountId}", {
    params: { path: { accountId: id } },
  });
  return (
    <Page
      title={account.data?.email ?? t("admin.account.account")}
      hint={account.data?.name ?? undefined}
      actions={account.data && <AccountActions account={account.data} />}
    >
      <Link href="/admin/accounts" className="-mt-4 text-accent underline underline-offset-4">
        {t("admin.account.all")}
      </Link>
      <QueryBoundary query={account} rows={6}>
        {(data) => (
          <>
            <Balance account={data} />
            <Details account={data} />
            <AccountGrants account={data} />
            <AccountKeys keys={data.keys} />
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
          name: t("balance.available"),
          value: credits,
          hint: t("admin.account.grants", { count: batches.length }),
        },
        { name: t("balance.held"), value: held, hint: t("balance.heldHint") },
        {
          name: t("balance.nextToExpire"),
          value: next === undefined ? 0 : nextCredits,
          hint: next === undefined ? t("balance.noneExpiring") : format.dateTime(next),
        },
      ]}
    />
  );
}

function Details({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { plan, role, created_at, last_seen_at, disabled_at, suspended_at, id } = account;
  return (
    <Card title={t("common.details")}>
      <DescriptionList
        items={[
          [t("admin.plan"), plan.name],
          [t("admin.role.label"), t(`admin.role.${role ?? "none"}`)],
          [t("common.status"), <AccountStatusBadge key="state" account={account} />],
          ...(disabled_at === null
            ? []
            : [
                [
                  t("admin.account.disabledSince"),
                  <Timestamp key="off" at={disabled_at} />,
                ] as const,
              ]),
          ...(suspended_at === null
            ? []
            : [
                [
                  t("admin.account.suspendedSince"),
                  <Timestamp key="suspended" at={suspended_at} />,
                ] as const,
              ]),
          [t("admin.account.createdAt"), <Timestamp key="since" at={created_at} />],
          [
            t("admin.account.lastSeen"),
            last_seen_at ? <Timestamp key="seen" at={last_seen_at} relative /> : t("common.never"),
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
      {t("admin.account.viewInAuditLog")}
    </Link>
  );
  return (
    <Card flush title={t("admin.account.activity")} actions={all}>
      <QueryBoundary query={entries}>
        {({ data }) => <AuditList entries={data} isOneAccount />}
      </QueryBoundary>
    </Card>
  );
}

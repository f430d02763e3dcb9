import { Coins } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { buttonClass } from "../../components/button.tsx";
import { Stats } from "../../components/stats.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { Ledger } from "./ledger.tsx";

type Grant = Schemas["CreditBatch"];

/** The balance, the grants and the ledger of the account. */
export function CreditsPage() {
  const { t } = useTranslation();
  const credits = api.useQuery("get", "/api/account/credits");
  return (
    <Page title={t("nav.credits")} hint={t("balance.spendingOrder")}>
      <QueryBoundary query={credits} rows={4}>
        {(data) => (
          <>
            <Balance credits={data} />
            <Card flush title={t("grant.title")} hint={t("grant.order")}>
              {data.batches.length === 0 ? <NoCredits /> : <Grants batches={data.batches} />}
            </Card>
          </>
        )}
      </QueryBoundary>
      <Ledger />
    </Page>
  );
}

function NoCredits() {
  const { t } = useTranslation();
  const account = api.useQuery("get", "/api/account");
  const { id, role } = account.data ?? {};
  const canGrant = role === "finance" || role === "admin";
  return (
    <EmptyState
      icon={Coins}
      title={t("grant.none")}
      hint={t(canGrant ? "credits.grantHint" : "credits.noneHint")}
    >
      {canGrant && (
        <Link href={`/admin/accounts/${id}`} className={buttonClass("primary")}>
          {t("grant.grantCredits")}
        </Link>
      )}
    </EmptyState>
  );
}

function Balance({ credits }: { credits: Schemas["Credits"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { month } = credits;
  const cap =
    month.cap === null
      ? t("credits.noMonthlyLimit", { plan: credits.plan.name })
      : t("credits.monthlyLimit", { cap: format.number(month.cap), plan: credits.plan.name });
  const next = credits.next_expiration;
  const expiring = next
    ? t("credits.nextExpiration", {
        count: next.credits,
        credits: format.number(next.credits),
        day: format.day(next.expires_at),
      })
    : t("balance.noneExpiring");
  return (
    <Stats
      items={[
        { name: t("balance.available"), value: credits.credits, hint: expiring },
        {
          name: t("balance.held"),
          value: credits.held,
          hint: t("balance.heldHint"),
        },
        { name: t("credits.usedThisMonth"), value: month.spent, hint: cap },
      ]}
    />
  );
}

function Grants({ batches }: { batches: Grant[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Grant>[] = [
    {
      head: t("grant.source"),
      cell: ({ source, note }) => (
        <div className="min-w-32">
          <p className="font-medium">{t(`grantSource.${source}`)}</p>
          {note && <p className="text-small text-ink-3 user-text">{note}</p>}
        </div>
      ),
    },
    {
      head: t("grant.remaining"),
      number: true,
      cell: ({ remaining }) => <strong>{format.number(remaining)}</strong>,
    },
    {
      head: t("balance.held"),
      number: true,
      wideOnly: true,
      cell: ({ held }) => format.number(held),
    },
    {
      head: t("grant.original"),
      number: true,
      wideOnly: true,
      cell: ({ amount }) => format.number(amount),
    },
    {
      head: t("grant.expires"),
      cell: ({ expires_at }) => (
        <span className="whitespace-nowrap">
          {expires_at ? format.dateTime(expires_at) : t("common.neverExpires")}
        </span>
      ),
    },
  ];
  return (
    <Table label={t("grant.title")} columns={columns} rows={batches} getRowKey={({ id }) => id} />
  );
}

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
    <Page title={t("nav.credits")} hint={t("credits.rule")}>
      <QueryBoundary query={credits} rows={4}>
        {(data) => (
          <>
            <Balance credits={data} />
            <Card flush title={t("credits.grants")} hint={t("credits.grantsHint")}>
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
  const isAdmin = account.data?.admin ?? false;
  return (
    <EmptyState
      icon={Coins}
      title={t("credits.none")}
      hint={t(isAdmin ? "admin.grant.own" : "credits.noneHint")}
    >
      {isAdmin && (
        <Link href={`/admin/accounts/${account.data?.id}`} className={buttonClass("primary")}>
          {t("admin.grant.title")}
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
      ? t("credits.noCap", { plan: credits.plan.name })
      : t("credits.cap", { cap: format.number(month.cap), plan: credits.plan.name });
  const next = credits.next_expiration;
  const expiring = next
    ? t("credits.nextHint", {
        credits: format.number(next.credits),
        day: format.day(next.expires_at),
      })
    : t("credits.nextNone");
  return (
    <Stats
      items={[
        { name: t("credits.available"), value: format.number(credits.credits), hint: expiring },
        {
          name: t("credits.held"),
          value: format.number(credits.held),
          hint: t("credits.heldHint"),
        },
        { name: t("credits.month"), value: format.number(month.spent), hint: cap },
      ]}
    />
  );
}

function Grants({ batches }: { batches: Grant[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Grant>[] = [
    {
      head: t("credits.source"),
      cell: ({ source, note }) => (
        <div className="min-w-32">
          <p className="font-medium">{t(`credits.from.${source}`)}</p>
          {note && <p className="text-small text-ink-3 reading">{note}</p>}
        </div>
      ),
    },
    {
      head: t("credits.remaining"),
      number: true,
      cell: ({ remaining }) => <strong>{format.number(remaining)}</strong>,
    },
    {
      head: t("credits.held"),
      number: true,
      wideOnly: true,
      cell: ({ held }) => format.number(held),
    },
    {
      head: t("credits.amount"),
      number: true,
      wideOnly: true,
      cell: ({ amount }) => format.number(amount),
    },
    {
      head: t("credits.expires"),
      cell: ({ expires_at }) => (
        <span className="whitespace-nowrap">
          {expires_at ? format.dateTime(expires_at) : t("keys.neverExpires")}
        </span>
      ),
    },
  ];
  return (
    <Table
      label={t("credits.grants")}
      columns={columns}
      rows={batches}
      getRowKey={({ id }) => id}
    />
  );
}

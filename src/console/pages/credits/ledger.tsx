import { Download, ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { Card, EmptyState } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { LedgerFilterForm, ledgerFilterNames, useLedgerFilters } from "./ledger-filters.tsx";

type Entry = Schemas["CreditEntry"];

/** The ledger entries, newest first. */
export function Ledger() {
  const { t } = useTranslation();
  const { query, csvUrl } = useLedgerFilters();
  const entries = api.useQuery("get", "/api/account/credits/entries", { params: { query } });
  return (
    <Card
      flush
      title={t("ledger.title")}
      hint={t("ledger.hint")}
      actions={
        <a href={csvUrl} download className={buttonClass()}>
          <Download size={16} aria-hidden />
          CSV
        </a>
      }
    >
      <LedgerFilterForm />
      <QueryBoundary query={entries} rows={5}>
        {({ data, next_cursor }) => (
          <>
            {data.length === 0 ? <NoEntries /> : <Entries entries={data} />}
            <Pager next={next_cursor} />
          </>
        )}
      </QueryBoundary>
    </Card>
  );
}

function NoEntries() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  if (ledgerFilterNames.every((name) => urlState.get(name) === undefined))
    return <EmptyState icon={ScrollText} title={t("ledger.none")} hint={t("ledger.noneHint")} />;
  const nothing = Object.fromEntries(ledgerFilterNames.map((name) => [name, undefined]));
  return (
    <EmptyState icon={ScrollText} title={t("common.noResults")} hint={t("common.noResultsHint")}>
      <Button onClick={() => urlState.set(nothing)}>{t("common.clearFilters")}</Button>
    </EmptyState>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumn<Entry>[] = [
    { head: t("ledger.kind"), cell: (entry) => <EntryKind entry={entry} /> },
    { head: t("common.date"), cell: ({ created_at }) => <Timestamp at={created_at} /> },
    {
      head: t("ledger.change"),
      number: true,
      cell: ({ credits_change }) =>
        credits_change !== 0 && <CreditChange credits={credits_change} />,
    },
    {
      head: t("balance.held"),
      number: true,
      cell: ({ held_change }) => held_change !== 0 && <CreditChange credits={held_change} />,
    },
    {
      head: t("ledger.balance"),
      number: true,
      cell: ({ credits_after }) => <strong>{format.number(credits_after)}</strong>,
    },
  ];
  return (
    <Table
      label={t("ledger.title")}
      columns={columns}
      rows={entries}
      getRowKey={({ sequence }) => String(sequence)}
    />
  );
}

function EntryKind({ entry: { kind, note, generation_id } }: { entry: Entry }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-28">
      <p className="font-medium">{t(`ledger.kindName.${kind}`)}</p>
      {note && <p className="text-small text-ink-3 user-text">{note}</p>}
      {generation_id && (
        <Link
          href={`/generations/${generation_id}`}
          className="text-small text-accent underline underline-offset-4"
        >
          {t("common.generation")} <ShortId id={generation_id} />
        </Link>
      )}
    </div>
  );
}

function CreditChange({ credits }: { credits: number }) {
  const format = useFormat();
  return <span className={credits > 0 ? "text-good" : ""}>{format.signed(credits)}</span>;
}

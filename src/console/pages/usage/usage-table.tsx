import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUrlState } from "../../components/url-state.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { useFormat } from "../../components/format.ts";
import { Card } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { toKeyId, useKeyNames } from "./key-names.ts";
import { sumUsage, type UsageEntry } from "./series.ts";

// A year of many keys is too long to read and slow to render.
const ROWS = 50;

interface UsageViewProps {
  period: { from: string; to: string };
  entries: UsageEntry[];
}

/** The usage as a table, newest day first, with totals. */
export function UsageTable({ period, entries }: UsageViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const newest = entries.toReversed();
  return (
    <Card flush title={t("usage.table")} actions={<CsvLink {...period} />}>
      <Table
        label={t("usage.table")}
        columns={useColumns(entries)}
        rows={isWhole ? newest : newest.slice(0, ROWS)}
        getRowKey={(entry) => [entry.day, entry.model, entry.dialect, toKeyId(entry)].join()}
      />
      {!isWhole && entries.length > ROWS && (
        <div className="flex justify-center border-t border-line p-4">
          <Button onClick={() => setWhole(true)}>
            {t("usage.showAll", { rows: format.number(entries.length) })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function useColumns(entries: UsageEntry[]): TableColumn<UsageEntry>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const toKeyName = useKeyNames();
  const total = sumUsage(entries);
  const isOneYear = new Set(entries.map(({ day }) => day.slice(0, 4))).size === 1;
  const number = (head: string, name: keyof typeof total): TableColumn<UsageEntry> => ({
    head,
    number: true,
    cell: (entry) => format.number(entry[name]),
    total: format.number(total[name]),
  });
  return [
    {
      head: t("usage.day"),
      cell: ({ day }) => (
        <time dateTime={day} className="whitespace-nowrap">
          {isOneYear ? format.utcDay(day) : format.utcDate(day)}
        </time>
      ),
      total: t("usage.total"),
    },
    {
      head: `${t("common.key")}, ${t("parameter.model")}`,
      cell: (entry) => (
        <>
          <p className="min-w-28 user-text">{toKeyName(entry)}</p>
          <p className="text-small text-ink-3 user-text">
            {entry.model} · {t(`api.${entry.dialect}`)}
          </p>
        </>
      ),
    },
    { ...number(t("usage.generations"), "generations"), wideOnly: true },
    { ...number(t("usage.failedColumn"), "failed"), wideOnly: true },
    number(t("usage.images"), "images"),
    number(t("nav.credits"), "credits"),
  ];
}

function CsvLink({ from, to }: { from: string; to: string }) {
  const urlState = useUrlState();
  const [model, key] = [urlState.get("model"), urlState.get("key")];
  const query = new URLSearchParams({
    from,
    to,
    ...(model && { model }),
    ...(key && { key_id: key }),
  });
  return (
    <a href={`/api/account/usage.csv?${query}`} download className={buttonClass()}>
      <Download size={16} aria-hidden />
      CSV
    </a>
  );
}

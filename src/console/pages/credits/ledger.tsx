import { Download, ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client.ts";
import { useAddress } from "../../parts/address.ts";
import { buttonClass } from "../../parts/button.tsx";
import { SelectField } from "../../parts/field.tsx";
import { useFormat } from "../../parts/format.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Card, Empty } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { type Column, Table } from "../../parts/table.tsx";

type Entry = Schemas["CreditEntry"];
type Kind = Schemas["CreditEntryKind"];

const KINDS: Kind[] = [
  ...(["grant", "hold", "capture", "release"] as const),
  ...(["expire", "restore", "void", "adjust"] as const),
];

/** Every move of credits, the newest first. */
export function Ledger() {
  const { t } = useTranslation();
  const address = useAddress();
  const kind = KINDS.find((each) => each === address.get("kind"));
  const cursor = address.get("cursor");
  const entries = api.useQuery("get", "/api/account/credits/entries", {
    params: { query: { ...(kind && { kind: [kind] }), ...(cursor && { cursor }) } },
  });
  const csv = `/api/account/credits/entries.csv${kind ? `?kind=${kind}` : ""}`;
  return (
    <Card
      flush
      title={t("ledger.title")}
      hint={t("ledger.hint")}
      actions={
        <div className="flex flex-wrap items-end gap-2">
          <SelectField
            label={t("ledger.kind")}
            value={kind ?? ""}
            onChange={({ target }) => address.set({ kind: target.value })}
            options={[
              ["", t("ledger.all")],
              ...KINDS.map((each): [string, string] => [each, t(`ledger.is.${each}`)]),
            ]}
          />
          <a href={csv} download className={buttonClass()}>
            <Download size={16} aria-hidden />
            CSV
          </a>
        </div>
      }
    >
      <Loaded query={entries} rows={5}>
        {({ data, next_cursor }) => (
          <>
            {data.length === 0 ? (
              <Empty icon={ScrollText} title={t("ledger.none")} hint={t("ledger.noneHint")} />
            ) : (
              <Entries entries={data} />
            )}
            <Pager next={next_cursor} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Entry>[] = [
    { head: t("ledger.at"), cell: ({ created_at }) => <Moment at={created_at} /> },
    { head: t("ledger.kind"), cell: (entry) => <EntryKind entry={entry} /> },
    {
      head: t("credits.available"),
      number: true,
      cell: ({ credits_change }) => (
        <span className={credits_change > 0 ? "text-good" : ""}>
          {format.change(credits_change)}
        </span>
      ),
    },
    {
      head: t("credits.held"),
      number: true,
      cell: ({ held_change }) => format.change(held_change),
    },
    {
      head: t("ledger.after"),
      number: true,
      cell: ({ credits_after }) => <strong>{format.number(credits_after)}</strong>,
    },
  ];
  return (
    <Table
      label={t("ledger.title")}
      columns={columns}
      rows={entries}
      keyOf={({ sequence }) => String(sequence)}
    />
  );
}

function EntryKind({ entry: { kind, note, generation_id } }: { entry: Entry }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="font-medium">{t(`ledger.is.${kind}`)}</p>
      {note && <p className="text-small text-ink-3 reading">{note}</p>}
      {generation_id && (
        <Link
          href={`/generations/${generation_id}`}
          className="text-small text-accent underline underline-offset-4"
        >
          {t("ledger.generation")}
        </Link>
      )}
    </>
  );
}

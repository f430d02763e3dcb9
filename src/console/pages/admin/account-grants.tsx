import { Coins } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { useFormat } from "../../components/format.ts";
import { Card, EmptyState } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { Timestamp } from "../../components/timestamp.tsx";
import { useHasRole } from "./use-has-role.ts";
import { VoidGrantDialog } from "./void-grant-dialog.tsx";

type Grant = Schemas["CreditBatch"];

/** The credit grants of an account. In the last column, those who may can void them. */
export function AccountGrants({ account }: { account: Schemas["AdminAccountDetail"] }) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<Grant>();
  const columns = useGrantColumns(setSelected);
  const isFinance = useHasRole("finance");
  return (
    <Card flush title={t("grant.title")} hint={t("grant.order")}>
      {account.batches.length === 0 ? (
        <EmptyState icon={Coins} title={t("grant.none")} hint={t("admin.account.noCreditsHint")} />
      ) : (
        <Table
          label={t("grant.title")}
          columns={isFinance ? columns : columns.slice(0, -1)}
          rows={account.batches}
          getRowKey={({ id }) => id}
        />
      )}
      {selected && (
        <VoidGrantDialog
          account={account}
          grant={selected}
          onClose={() => setSelected(undefined)}
        />
      )}
    </Card>
  );
}

function useGrantColumns(onVoid: (grant: Grant) => void): TableColumn<Grant>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { head: t("grant.source"), cell: (grant) => <GrantName grant={grant} /> },
    {
      head: t("grant.remaining"),
      number: true,
      cell: ({ remaining }) => <strong>{format.number(remaining)}</strong>,
    },
    { head: t("balance.held"), number: true, cell: ({ held }) => format.number(held) },
    { head: t("grant.original"), number: true, cell: ({ amount }) => format.number(amount) },
    {
      head: t("grant.expires"),
      cell: ({ expires_at }) =>
        expires_at ? <Timestamp at={expires_at} /> : t("common.neverExpires"),
    },
    {
      head: "",
      number: true,
      cell: (grant) => (
        <Button
          aria-label={t("admin.void.voidCredits", {
            count: grant.remaining,
            credits: format.number(grant.remaining),
          })}
          onClick={() => onVoid(grant)}
        >
          {t("admin.void.void")}
        </Button>
      ),
    },
  ];
}

function GrantName({ grant: { source, note, created_at } }: { grant: Grant }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-36">
      <p className="font-medium">{t(`grantSource.${source}`)}</p>
      <p className="text-small text-ink-3">
        <Timestamp at={created_at} />
      </p>
      {note && <p className="text-small text-ink-3 user-text">{note}</p>}
    </div>
  );
}

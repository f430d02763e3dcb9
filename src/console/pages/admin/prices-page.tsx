import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { ActionMenu } from "../../components/menu.tsx";
import { Card, Page } from "../../components/page.tsx";
import { type TableColumn, Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import {
  isSamePriceScope,
  type Price,
  findUnpricedScope,
  usePriceScopeText,
  useUpdatePrices,
} from "./prices.ts";
import { PriceForm } from "./price-form.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useHasRole } from "./use-has-role.ts";

type OpenDialog = { what: "add" } | { what: "change" | "remove"; price: Price };

/** The admin page of prices. */
export function PricesPage() {
  const { t } = useTranslation();
  const prices = api.useQuery("get", "/api/admin/prices");
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  const isFinance = useHasRole("finance");
  const add = isFinance && (
    <Button variant="primary" icon={Plus} onClick={() => setDialog({ what: "add" })}>
      {t("admin.prices.add")}
    </Button>
  );
  return (
    <Page title={t("adminNav.prices")} hint={t("admin.prices.hint")} actions={add}>
      <Card flush>
        <QueryBoundary query={prices} rows={8}>
          {({ data }) => (
            <PriceTable prices={data} openDialog={(what, price) => setDialog({ what, price })} />
          )}
        </QueryBoundary>
      </Card>
      {dialog?.what === "add" && <PriceForm onClose={close} />}
      {dialog?.what === "change" && <PriceForm price={dialog.price} onClose={close} />}
      {dialog?.what === "remove" && <RemovePriceDialog price={dialog.price} onClose={close} />}
    </Page>
  );
}

interface PriceTableProps {
  prices: Price[];
  openDialog: (what: "change" | "remove", price: Price) => void;
}

function PriceTable({ prices, openDialog }: PriceTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const toScopeText = usePriceScopeText();
  const isFinance = useHasRole("finance");
  const columns: TableColumn<Price>[] = [
    {
      head: t("common.api"),
      cell: (price) => <PriceScope words={toScopeText(price)} />,
    },
    { head: t("parameter.model"), wideOnly: true, cell: (price) => toScopeText(price).model },
    { head: t("parameter.resolution"), wideOnly: true, cell: (price) => toScopeText(price).tier },
    { head: t("parameter.quality"), wideOnly: true, cell: (price) => toScopeText(price).quality },
    {
      head: t("admin.prices.credits"),
      number: true,
      cell: ({ credits }) => <strong>{format.number(credits)}</strong>,
    },
    {
      head: "",
      number: true,
      cell: (price) => (
        <ActionMenu
          label={t("common.actionsFor", { name: Object.values(toScopeText(price)).join(", ") })}
          actions={[
            { label: t("admin.prices.change"), onSelect: () => openDialog("change", price) },
            {
              label: t("admin.prices.remove"),
              destructive: true,
              onSelect: () => openDialog("remove", price),
            },
          ]}
        />
      ),
    },
  ];
  return (
    <Table
      label={t("adminNav.prices")}
      columns={isFinance ? columns : columns.slice(0, -1)}
      rows={prices}
      getRowKey={({ credits: _credits, ...scope }) => JSON.stringify(scope)}
    />
  );
}

/** The scope of a price. On tablets one cell contains all of it. */
function PriceScope({ words: { dialect, ...rest } }: { words: Record<string, string> }) {
  return (
    <>
      <p className="font-medium">{dialect}</p>
      <p className="text-small text-ink-3 max-sm:hidden lg:hidden">
        {Object.values(rest).join(" · ")}
      </p>
    </>
  );
}

function RemovePriceDialog({ price, onClose }: { price: Price; onClose: () => void }) {
  const { t } = useTranslation();
  const toScopeText = usePriceScopeText();
  const write = useUpdatePrices(
    () => toastSuccess(t("admin.prices.removed")),
    (error) => findUnpricedScope(error) !== undefined,
  );
  const unpriced = findUnpricedScope(write.error);
  const apply = (all: Price[]) => all.filter((each) => !isSamePriceScope(each, price));
  const remove = (reason: string) => write.mutate({ apply, reason }, { onSuccess: onClose });
  return (
    <ReasonDialog
      destructive
      title={t("admin.prices.removeTitle")}
      hint={Object.values(toScopeText(price)).join(" · ")}
      action={t("admin.prices.remove")}
      busy={write.isPending}
      onDecide={remove}
      onClose={onClose}
    >
      <p className="text-ink-2">{t("admin.prices.removeHint")}</p>
      {unpriced && (
        <p role="alert" className="text-bad">
          {t("admin.prices.required", { scope: unpriced })}
        </p>
      )}
    </ReasonDialog>
  );
}

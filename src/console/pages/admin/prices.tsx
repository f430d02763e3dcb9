import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { Button } from "../../components/button.tsx";
import { Confirm } from "../../components/confirm.tsx";
import { useFormat } from "../../components/format.ts";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { ActionMenu } from "../../components/menu.tsx";
import { Card, Page } from "../../components/page.tsx";
import { type Column, Table } from "../../components/table.tsx";
import { toastSuccess } from "../../components/toast.tsx";
import {
  isSamePlace,
  type Price,
  unpricedOf,
  usePlaceWords,
  useWritePrices,
} from "./price-list.ts";
import { PriceForm } from "./price-form.tsx";

type Asked = { what: "add" } | { what: "change" | "remove"; price: Price };

/** What one image costs. */
export function Prices() {
  const { t } = useTranslation();
  const prices = api.useQuery("get", "/api/admin/prices");
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setAsked({ what: "add" })}>
      {t("admin.prices.add")}
    </Button>
  );
  return (
    <Page title={t("admin.nav.prices")} hint={t("admin.prices.hint")} actions={add}>
      <Card flush>
        <QueryBoundary query={prices} rows={8}>
          {({ data }) => (
            <PriceTable prices={data} ask={(what, price) => setAsked({ what, price })} />
          )}
        </QueryBoundary>
      </Card>
      {asked?.what === "add" && <PriceForm onClose={close} />}
      {asked?.what === "change" && <PriceForm price={asked.price} onClose={close} />}
      {asked?.what === "remove" && <Remove price={asked.price} onClose={close} />}
    </Page>
  );
}

interface PriceTableProps {
  prices: Price[];
  ask: (what: "change" | "remove", price: Price) => void;
}

function PriceTable({ prices, ask }: PriceTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = usePlaceWords();
  const columns: Column<Price>[] = [
    {
      head: t("keys.dialect"),
      cell: (price) => <Place words={wordsOf(price)} />,
    },
    { head: t("playground.model"), wideOnly: true, cell: (price) => wordsOf(price).model },
    { head: t("admin.prices.tier"), wideOnly: true, cell: (price) => wordsOf(price).tier },
    { head: t("playground.quality"), wideOnly: true, cell: (price) => wordsOf(price).quality },
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
          label={t("keys.actions", { name: Object.values(wordsOf(price)).join(", ") })}
          actions={[
            { text: t("admin.prices.change"), run: () => ask("change", price) },
            { text: t("admin.prices.remove"), grave: true, run: () => ask("remove", price) },
          ]}
        />
      ),
    },
  ];
  return (
    <Table
      label={t("admin.nav.prices")}
      columns={columns}
      rows={prices}
      keyOf={({ credits: _credits, ...place }) => JSON.stringify(place)}
    />
  );
}

/** What a price is for; where there is no room for columns, all in one. */
function Place({ words: { dialect, ...rest } }: { words: Record<string, string> }) {
  return (
    <>
      <p className="font-medium">{dialect}</p>
      <p className="text-small text-ink-3 lg:hidden">{Object.values(rest).join(" · ")}</p>
    </>
  );
}

function Remove({ price, onClose }: { price: Price; onClose: () => void }) {
  const { t } = useTranslation();
  const wordsOf = usePlaceWords();
  const write = useWritePrices(
    () => {
      toastSuccess(t("admin.prices.removed"));
      onClose();
    },
    (error) => unpricedOf(error) !== undefined,
  );
  const place = unpricedOf(write.error);
  const remove = () => write.mutate((all) => all.filter((each) => !isSamePlace(each, price)));
  return (
    <Confirm
      open
      title={t("admin.prices.removeTitle")}
      action={t("admin.prices.remove")}
      busy={write.isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        <strong>{Object.values(wordsOf(price)).join(" · ")}</strong>
      </p>
      <p>{t("admin.prices.removeHint")}</p>
      {place && (
        <p role="alert" className="mt-3 text-bad">
          {t("admin.prices.needed", { place })}
        </p>
      )}
    </Confirm>
  );
}

import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useUrlState } from "../../components/url-state.ts";
import { Button } from "../../components/button.tsx";
import { useDateRange } from "../../components/date-range.ts";
import { DateRangeFields } from "../../components/date-range-fields.tsx";
import { SelectField } from "../../components/field.tsx";
import { FilterForm } from "../../components/filter-form.tsx";

const KINDS: Schemas["CreditEntryKind"][] = [
  "grant",
  "hold",
  "capture",
  "release",
  "expire",
  "restore",
  "void",
  "adjust",
];

/** The URL parameters that filter the ledger. */
export const ledgerFilterNames = ["kind", "from", "to"];

/** Returns the query of the URL's filters and the URL of the CSV file with the same filters. */
export function useLedgerFilters() {
  const urlState = useUrlState();
  const kind = KINDS.find((each) => each === urlState.get("kind"));
  const cursor = urlState.get("cursor");
  const dateRange = useDateRange();
  const parameters = new URLSearchParams({ ...(kind && { kind }), ...dateRange }).toString();
  return {
    query: { ...(kind && { kind: [kind] }), ...dateRange, ...(cursor && { cursor }) },
    csvUrl: `/api/account/credits/entries.csv${parameters && `?${parameters}`}`,
  };
}

/** The filters of the ledger and its CSV file, stored in the URL. */
export function LedgerFilterForm() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  return (
    <FilterForm
      names={ledgerFilterNames}
      className="grid grid-cols-2 items-end gap-3 px-5 pb-4 sm:grid-cols-4"
    >
      <SelectField
        name="kind"
        label={t("ledger.kind")}
        defaultValue={urlState.get("kind") ?? ""}
        options={[
          ["", t("common.all")],
          ...KINDS.map((each): [string, string] => [each, t(`ledger.kindName.${each}`)]),
        ]}
      />
      <DateRangeFields />
      <Button type="submit" icon={Search}>
        {t("common.filter")}
      </Button>
    </FilterForm>
  );
}

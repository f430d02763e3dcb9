import { useTranslation } from "react-i18next";
import { TextField } from "./field.tsx";
import { useUrlState } from "./url-state.ts";

/** The two date fields of a filter form, for the URL parameters `from` and `to`. */
export function DateRangeFields() {
  const { t } = useTranslation();
  const urlState = useUrlState();
  return (
    <>
      <TextField
        name="from"
        type="date"
        label={t("common.from")}
        defaultValue={urlState.get("from") ?? ""}
      />
      <TextField
        name="to"
        type="date"
        label={t("common.until")}
        defaultValue={urlState.get("to") ?? ""}
      />
    </>
  );
}
